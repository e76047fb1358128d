"""Taking deliveries to send: one lease, one slot, one attempt each, in one transaction.

First the least recently served destination with due work is locked, then a second statement takes one row for each
of its free slots. (One statement for both reads a snapshot from before the lock, and lets a cap of 4 reach 6.)
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from integrations import clock
from integrations.faults import reached
from integrations.hold import Hold
from integrations.models import Attempt, Delivery, Destination
from integrations.policy import policy

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Claim(Hold):
    """One delivery held by one sender.

    Args:
        delivery: as it was when claimed.
        token: what its lease is known by; whoever holds another one changes nothing.
    """

    delivery: Delivery
    token: UUID


def claim(senders: int) -> list[Claim]:
    """Take up to `senders` due deliveries, each of which must then be sent at once by a sender of its own.

    Raises:
        Exception: nothing could be claimed. What was claimed before something went wrong is returned: its leases
            stand, and would otherwise end as if their worker had died.
    """
    claims: list[Claim] = []
    try:
        for taken in _claims(senders):
            claims += taken
    except Exception:
        # Leases that stand must be used, whatever stopped the rest.
        if not claims:
            raise
        logger.exception("claimed less than there was")
    if claims:
        reached("claimed")
    return claims


def _claims(senders: int) -> Iterator[list[Claim]]:
    """One destination after the other, each in a transaction of its own, until all senders have work."""
    served: set[int] = set()
    while senders and Delivery.objects.due(clock.now()).exclude(destination__in=served).exists():
        destination_id, taken = _claim_from_next(senders, served)
        if destination_id is None:
            return
        served.add(destination_id)
        senders -= len(taken)
        yield taken


@transaction.atomic
def _claim_from_next(most: int, served: set[int]) -> tuple[int | None, list[Claim]]:
    taken_at = time.monotonic()
    now = clock.now()
    due = Delivery.objects.due(now).filter(destination=OuterRef("pk"))
    others = Destination.objects.defer("secret").select_for_update(no_key=True).exclude(pk__in=served)
    destination = others.filter(Exists(due)).order_by(F("last_served_at").asc(nulls_first=True), "pk").first()
    if destination is None:
        return None, []
    slots = _free_slots(destination)[:most]
    rows = destination.deliveries.select_for_update(of=("self",), no_key=True).filter(
        pk__in=Delivery.objects.due(now).filter(destination=destination).values("pk")
    )
    ready = rows.order_by("due_at", "pk")[: len(slots)]
    claims = [_lease(delivery, slot, now, taken_at) for delivery, slot in zip(ready, slots, strict=False)]
    if claims:
        Destination.objects.filter(pk=destination.pk).update(last_served_at=now)
    return destination.pk, claims


def _free_slots(destination: Destination) -> list[int]:
    taken = set(destination.deliveries.filter(state=Delivery.State.LEASED).values_list("slot", flat=True))
    return [slot for slot in range(destination.concurrency) if slot not in taken]


def _lease(delivery: Delivery, slot: int, now: datetime, taken_at: float) -> Claim:
    delivery.state = Delivery.State.LEASED
    delivery.slot = slot
    delivery.lease_token = token = uuid4()
    delivery.lease_expires_at = now + timedelta(seconds=policy().lease)
    delivery.attempts += 1
    delivery.tries += 1
    delivery.save(update_fields=["state", "slot", "lease_token", "lease_expires_at", "attempts", "tries"])
    Attempt.objects.create(delivery=delivery, number=delivery.attempts, lease_token=token, started_at=now)
    return Claim(delivery=delivery, token=token, taken_at=taken_at)
