"""How long something is ours, by a clock that nobody can set."""

import time
from dataclasses import dataclass, field

from integrations.http import DoorError
from integrations.policy import policy


class LeaseEnding(DoorError):
    """What is held may be lost before a request would end: none must be begun."""

    def __init__(self) -> None:
        super().__init__("The lease was about to end", written=False)


@dataclass(kw_only=True)
class Hold:
    """Something held for `Policy.lease` seconds.

    Args:
        taken_at: this process's monotonic clock before the database was asked, so that the lease ends here no later
            than there.
        lapsed: whether a request was stopped because the lease was ending.
    """

    taken_at: float = field(default_factory=time.monotonic)
    lapsed: bool = False

    @property
    def seconds_left(self) -> float:
        return self.taken_at + policy().lease - time.monotonic()

    def check(self, needed: float) -> None:
        """Refuse to begin a request that takes up to `needed` seconds when the lease may end first.

        Raises:
            LeaseEnding: it may.
        """
        if self.seconds_left < needed + policy().margin:
            self.lapsed = True
            raise LeaseEnding
