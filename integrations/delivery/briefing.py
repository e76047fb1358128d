"""What was read of one delivery right before it is sent."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from integrations.outbox.shown import Shown

FRESH = 0.5  # seconds


@dataclass(frozen=True)
class Briefing:
    """What was read of one claimed delivery.

    Args:
        now: the database's time.
        shown: what may be read of its object.
        why_not: why it must not go out any more; empty when it may.
        why_wait: why it waits for a person after all; empty when it does not.
        read_at: by this process's monotonic clock, before the first of it was read.
    """

    now: datetime
    shown: Shown
    why_not: str
    why_wait: str
    read_at: float = field(default_factory=time.monotonic)

    @property
    def goes(self) -> bool:
        return not self.why_not and not self.why_wait

    @property
    def is_fresh(self) -> bool:
        """Whether it is so new that nobody could tell from what is sent that it was not read a moment later.

        Who gates a page waits longer for the answer than this; and until the transaction is committed that gated it,
        every read says that it is public.
        """
        return time.monotonic() - self.read_at < FRESH
