"""Leases that nobody ended: their workers are gone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from integrations import clock
from integrations.channels.base import Outcome, Verdict
from integrations.faults import reached
from integrations.models import Attempt, Delivery
from integrations.policy import policy
from integrations.transitions import NO_LEASE, POISON, unsure, untried

BATCH = 500
VANISHED = Verdict(Outcome.UNKNOWN, "The worker went away during this attempt.")


def sweep() -> int:
    """End every lease that is over; returns how many.

    What may be repeated is ready again at once, and is given up when too many workers went away over it. The rest
    is uncertain: it may have gone out.
    """
    if not Delivery.objects.expired(clock.now()).exists():
        return 0
    with transaction.atomic():
        now = clock.now()
        rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).expired(now)
        expired = list(rows.select_related("destination").defer("destination__secret").order_by("pk")[:BATCH])
        _close_attempts(expired, now)
        for delivery in expired:
            Delivery.objects.filter(pk=delivery.pk).update(**_after_crash(delivery, now))
        reached("sweep")
    return len(expired)


def _after_crash(delivery: Delivery, now: datetime) -> dict[str, Any]:
    crashes = delivery.crashes + 1
    fields = {**NO_LEASE, "crashes": crashes, "detail": VANISHED.detail}
    if not delivery.may_repeat:
        return {**fields, **unsure(delivery, VANISHED, now)}
    if crashes >= policy().crashes:
        detail = POISON.format(crashes)
        return {**fields, "state": Delivery.State.DEAD, "ended_at": now, "detail": detail}
    return {**fields, **untried(delivery), "state": Delivery.State.READY, "due_at": now}


def _close_attempts(deliveries: Iterable[Delivery], now: datetime) -> None:
    lost = Attempt.objects.filter(delivery__in=deliveries, finished_at=None)
    lost.update(finished_at=now, outcome=VANISHED.outcome, detail=VANISHED.detail)
