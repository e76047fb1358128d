"""Who may use the senders of a worker process, so that nobody's trouble is another's delay.

At least half of the senders are kept for first attempts to destinations that are well. Destinations that failed or
were slow when they were last tried hold at most a quarter together, and so do the look-ups of uncertain posts, which
go where something has just failed. Shares are rounded down, but nobody's is nothing. Each process keeps them for
itself, so that they hold for all of them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Self


class Lane(Enum):
    """What a sender is used for."""

    FIRST = "a first attempt to a destination that is well"
    RETRY = "another attempt to a destination that is well"
    STRUGGLING = "anything to a destination that failed or was slow"


@dataclass
class Room:
    """How much more may be begun.

    Args:
        senders: of any kind.
        others: of all kinds but first attempts to destinations that are well.
        struggling: to destinations that are not well.
    """

    senders: int
    others: int
    struggling: int

    @classmethod
    def beside(cls, size: int, under_way: Iterable[Lane] = ()) -> Self:
        """What a process with `size` senders may begin beside what is under way."""
        lanes = list(under_way)
        return cls(
            senders=size - len(lanes),
            others=max(1, size // 2) - sum(lane is not Lane.FIRST for lane in lanes),
            struggling=max(1, size // 4) - lanes.count(Lane.STRUGGLING),
        )

    def take(self, lane: Lane) -> bool:
        """Use a sender, if there is one for this."""
        if not self.left(lane):
            return False
        self.senders -= 1
        self.others -= lane is not Lane.FIRST
        self.struggling -= lane is Lane.STRUGGLING
        return True

    def left(self, lane: Lane) -> int:
        """How many more may be begun of one kind."""
        most = self.senders
        if lane is not Lane.FIRST:
            most = min(most, self.others)
        if lane is Lane.STRUGGLING:
            most = min(most, self.struggling)
        return max(most, 0)
