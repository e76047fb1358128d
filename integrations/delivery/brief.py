"""What a sender must know right before it sends, read for several of them at once."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from integrations import clock
from integrations.delivery.claim import Claim
from integrations.delivery.compose import freeze
from integrations.delivery.why_not import why_not
from integrations.models import Delivery, Destination
from integrations.outbox.announcing import why_wait_after_all
from integrations.outbox.shown import Shown

FRESH = 0.5  # seconds

logger = structlog.get_logger(__name__)


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


def brief(claims: Sequence[Claim]) -> list[Briefing]:
    """Read what the senders of these claims must know, and open the secrets of those that go."""
    read_at, now = time.monotonic(), clock.now()
    deliveries = [claim.delivery for claim in claims]
    shown = Shown.by(delivery.change for delivery in deliveries)
    briefings = [
        Briefing(now, shown, why_not(one, shown), why_wait_after_all(one, shown, now), read_at) for one in deliveries
    ]
    _open_secrets([one for one, briefing in zip(deliveries, briefings, strict=True) if briefing.goes])
    return briefings


def brief_together(claims: Sequence[Claim]) -> Sequence[Briefing | None]:
    """The same, with the messages composed that have no bytes yet, but for posts: those may cost too much to go out.

    Returns:
        Nothing for anybody where it fails for one: then each sender reads for itself, and fails by itself.
    """
    try:
        briefings = brief(claims)
        first = [one for one, briefing in zip(claims, briefings, strict=True) if briefing.goes and _is_bare(one)]
        if first:
            freeze(first, briefings[0].shown)
    except Exception as error:  # noqa: BLE001 - it fails again, and is judged, where it is read for one alone
        logger.info("briefed one by one", error=repr(error))
        return [None] * len(claims)
    return briefings


def _is_bare(claim: Claim) -> bool:
    return claim.delivery.body is None and not claim.delivery.destination.adapter.capabilities.announces


def _open_secrets(deliveries: Sequence[Delivery]) -> None:
    rows = Destination.objects.filter(pk__in={delivery.destination_id for delivery in deliveries})
    secrets = dict(rows.values_list("pk", "secret"))
    for delivery in deliveries:
        delivery.destination.secret = secrets[delivery.destination_id]
