"""What a sender must know right before it sends, read for several of them at once."""

import time
from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction

from integrations import clock
from integrations.delivery.briefing import Briefing
from integrations.delivery.claim import Claim
from integrations.delivery.compose import compose_locked
from integrations.delivery.why_not import why_not
from integrations.models import Delivery, Destination
from integrations.outbox.announcing import why_wait_after_all
from integrations.outbox.shown import Shown

logger = structlog.get_logger(__name__)


def brief(claims: Sequence[Claim]) -> list[Briefing]:
    """Read what the senders of these claims must know, and the secrets of those that go as they are now."""
    read_at, now = time.monotonic(), clock.now()
    briefings = _read(claims, now, read_at)
    _open_secrets([claim.delivery for claim, briefing in zip(claims, briefings, strict=True) if briefing.goes])
    return briefings


def _read(claims: Sequence[Claim], now: datetime, read_at: float) -> list[Briefing]:
    deliveries = [claim.delivery for claim in claims]
    shown = Shown.by(delivery.change for delivery in deliveries)
    return [
        Briefing(now, shown, why_not(one, shown), why_wait_after_all(one, shown, now), read_at) for one in deliveries
    ]


def brief_together(claims: Sequence[Claim], now: datetime) -> None:
    """The same within the transaction that claimed them, and compose the messages that have no bytes yet.

    But for posts: those may cost too much to go out. Where it fails for one, nobody has a briefing: then each sender
    reads for itself, and fails by itself.
    """
    try:
        with transaction.atomic():
            briefings = _read(claims, now, claims[0].taken_at)
            first = [one for one, briefing in zip(claims, briefings, strict=True) if briefing.goes and _is_bare(one)]
            compose_locked([claim.delivery for claim in first], briefings[0].shown)
    except Exception as error:  # noqa: BLE001 - it fails again, and is judged, where it is read for one alone
        logger.info("briefed one by one", error=repr(error))
        return
    for claim, briefing in zip(claims, briefings, strict=True):
        claim.briefing = briefing
    for claim in first:
        claim.is_composed_now = True


def _is_bare(claim: Claim) -> bool:
    return claim.delivery.body is None and not claim.delivery.destination.adapter.capabilities.announces


def _open_secrets(deliveries: Sequence[Delivery]) -> None:
    rows = Destination.objects.filter(pk__in={delivery.destination_id for delivery in deliveries})
    secrets = dict(rows.values_list("pk", "secret"))
    for delivery in deliveries:
        delivery.destination.secret = secrets[delivery.destination_id]
