"""Taking deliveries to send: one lease, one slot, one attempt each.

First the least recently served destinations with due work are locked, then a second statement takes one row of each
that has a free slot. (One statement for both reads a snapshot from before the lock, and lets a cap of 4 reach 6.)
Both take many destinations at once, so that fairness costs a few statements for all free senders together. What
somebody else has locked is passed over: claimers never wait for each other, nor for anybody else.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When

from integrations import clock
from integrations.delivery.hold import Hold
from integrations.delivery.shares import Lane, Room
from integrations.faults import reached
from integrations.models import Attempt, Delivery, DeliveryQuerySet, Destination
from integrations.policy import policy

logger = structlog.get_logger(__name__)

State = Delivery.State


@dataclass(kw_only=True)
class Claim(Hold):
    """One delivery held by one sender.

    Args:
        delivery: as it was when claimed.
        token: what its lease is known by; whoever holds another one changes nothing. Deliveries that were claimed
            together share it.
        lane: whose share of the senders it uses.
    """

    delivery: Delivery
    token: UUID
    lane: Lane = Lane.FIRST


def claim(senders: int | Room) -> list[Claim]:
    """Take as many due deliveries as there is room for; each must then be sent at once by a sender of its own.

    Args:
        senders: the room; a number stands for so many senders that do nothing yet.

    Raises:
        Exception: nothing could be claimed. What was claimed before something went wrong is returned: its leases
            stand, and would otherwise end as if their worker had died.
    """
    claims: list[Claim] = []
    try:
        for taken in _turns(senders if isinstance(senders, Room) else Room.beside(senders)):
            claims += taken
    except Exception:
        # Leases that stand must be used, whatever stopped the rest.
        if not claims:
            raise
        logger.exception("claimed less than there was")
    if claims:
        reached("claimed")
    return claims


def _turns(room: Room) -> Iterator[list[Claim]]:
    """One row of each destination, then another of each, until there is no room or nothing is due."""
    passed: set[int] = set()
    if not room.senders or not Delivery.objects.due(clock.now()).exists():
        return
    while room.senders:
        offered, claims = _turn(room, passed)
        if not offered:
            return
        passed |= offered - {taken.delivery.destination_id for taken in claims}
        yield claims


@transaction.atomic
def _turn(room: Room, passed: set[int]) -> tuple[set[int], list[Claim]]:
    """Lock the destinations whose turn it is, and claim one row of each; returns which, and the claims."""
    taken_at, token, now = time.monotonic(), uuid4(), clock.now()
    destinations = _lock_next(room, passed, now)
    slots = _free_slots(destinations)
    claims = [
        Claim(delivery=row, token=token, taken_at=taken_at, lane=lane)
        for row in _first_due([one for one in destinations if one.pk in slots], room, now)
        if room.take(lane := _lane(row))
    ]
    if claims:
        _lease(claims, slots, now)
        _note_served([claimed.delivery.destination for claimed in claims], now)
    return {one.pk for one in destinations}, claims


def _lock_next(room: Room, passed: set[int], now: datetime) -> list[Destination]:
    due = _ready(room, now).filter(destination=OuterRef("pk"))
    waiting = Destination.objects.servable(now).filter(Exists(due)).exclude(pk__in=passed)
    if not room.left(Lane.STRUGGLING):
        waiting = waiting.well()
    locked = waiting.select_for_update(skip_locked=True, no_key=True).defer("secret")
    return list(locked.least_recently_served()[: room.senders])


def _free_slots(destinations: list[Destination]) -> dict[int, int]:
    """A free slot of each destination that has one, by destination."""
    taken = defaultdict[int, set[int | None]](set)
    leased = Delivery.objects.filter(destination__in=destinations, state=State.LEASED)
    for destination_id, slot in leased.values_list("destination_id", "slot"):
        taken[destination_id].add(slot)
    return {
        one.pk: min(set(range(one.channels_limit)) - taken[one.pk])
        for one in destinations
        if len(taken[one.pk]) < one.limit
    }


def _first_due(destinations: list[Destination], room: Room, now: datetime) -> list[Delivery]:
    """The row of each destination that has been due the longest, in the destinations' order."""
    first = _ready(room, now).filter(destination=OuterRef("pk")).order_by("due_at", "pk").values("pk")[:1]
    picks = Destination.objects.filter(pk__in=[one.pk for one in destinations]).values(pick=Subquery(first))
    rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).select_related("change")
    found = {row.destination_id: row for row in rows.filter(pk__in=picks, state=State.READY)}
    for destination in destinations:
        if row := found.get(destination.pk):
            row.destination = destination
    return [found[one.pk] for one in destinations if one.pk in found]


def _ready(room: Room, now: datetime) -> DeliveryQuerySet:
    """What may be sent, as far as there is room for it."""
    ready = Delivery.objects.ready(now)
    return ready if room.left(Lane.RETRY) else ready.filter(tries=0)


def _lane(delivery: Delivery) -> Lane:
    if delivery.destination.is_struggling:
        return Lane.STRUGGLING
    return Lane.RETRY if delivery.tries else Lane.FIRST


def _lease(claims: list[Claim], slots: dict[int, int], now: datetime) -> None:
    """Write leases and attempts, in the database and in the claims."""
    expires_at = now + timedelta(seconds=policy().lease)
    for claimed in claims:
        row = claimed.delivery
        row.state, row.slot = State.LEASED, slots[row.destination_id]
        row.lease_token, row.lease_expires_at = claimed.token, expires_at
        row.attempts, row.tries = row.attempts + 1, row.tries + 1
    rows = [claimed.delivery for claimed in claims]
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.LEASED,
        slot=Case(*(When(pk=row.pk, then=Value(row.slot)) for row in rows)),
        lease_token=claims[0].token,
        lease_expires_at=expires_at,
        attempts=F("attempts") + 1,
        tries=F("tries") + 1,
    )
    Attempt.objects.bulk_create(
        Attempt(delivery=one.delivery, number=one.delivery.attempts, lease_token=one.token, started_at=now)
        for one in claims
    )


def _note_served(destinations: list[Destination], now: datetime) -> None:
    Destination.objects.filter(pk__in=[one.pk for one in destinations]).update(last_served_at=now)
    for one in destinations:
        if one.per_minute:
            Destination.objects.filter(pk=one.pk).update(paced_until=one.after_one_more(now))
