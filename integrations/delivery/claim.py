"""Taking deliveries to send: one lease, one slot, one attempt each.

First the least recently served destinations with due work are locked, then a second statement takes one row of each
that has a free slot. (One statement for both reads a snapshot from before the lock, and lets a cap of 4 reach 6.)
Both take many destinations at once, so that fairness costs a few statements for all free senders together. What
somebody else has locked is passed over: claimers never wait for each other, nor for anybody else.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID, uuid4

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from integrations import clock
from integrations.delivery.briefing import Briefing
from integrations.delivery.hold import Hold
from integrations.delivery.rows import insert_each, update_each
from integrations.delivery.shares import Lane, Room
from integrations.faults import reached
from integrations.models import Attempt, Delivery, DeliveryQuerySet, Destination
from integrations.policy import policy
from integrations.written import MOMENT, Written, numbers, padded

logger = structlog.get_logger(__name__)

State = Delivery.State
LEASE = ("state", "slot", "lease_token", "lease_expires_at", "attempts", "tries")


def nothing(_claims: "list[Claim]") -> None:
    """Claim alone."""


@dataclass(kw_only=True)
class Claim(Hold):
    """One delivery held by one sender.

    Args:
        delivery: as it was when claimed.
        token: what its lease is known by; whoever holds another one changes nothing. Deliveries that were claimed
            together share it.
        lane: whose share of the senders it uses.
        briefing: what was read of it when it was claimed, if it was.
    """

    delivery: Delivery
    token: UUID
    lane: Lane = Lane.FIRST
    briefing: Briefing | None = None


Also = Callable[[list[Claim]], None]


def claim(senders: int | Room, also: Also = nothing) -> list[Claim]:
    """Take as many due deliveries as there is room for; each must then be sent at once by a sender of its own.

    Args:
        senders: the room; a number stands for so many senders that do nothing yet.
        also: what is done with those that are claimed together, in the same transaction: their destinations are
            locked, and nobody had to wait for that.

    Raises:
        Exception: nothing could be claimed. What was claimed before something went wrong is returned: its leases
            stand, and would otherwise end as if their worker had died.
    """
    claims: list[Claim] = []
    try:
        for taken in _turns(senders if isinstance(senders, Room) else Room.beside(senders), also):
            claims += taken
    except Exception:
        # Leases that stand must be used, whatever stopped the rest.
        if not claims:
            raise
        logger.exception("claimed less than there was")
    if claims:
        reached("claimed")
    return claims


def _turns(room: Room, also: Also) -> Iterator[list[Claim]]:
    """One row of each destination, then another of each, until there is no room or nothing is due."""
    passed: set[int] = set()
    while room.senders:
        offered, claims = _turn(room, passed, also)
        if not offered:
            return
        passed |= offered - {taken.delivery.destination_id for taken in claims}
        yield claims


@transaction.atomic
def _turn(room: Room, passed: set[int], also: Also) -> tuple[set[int], list[Claim]]:
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
        also(claims)
    return {one.pk for one in destinations}, claims


def _lock_next(room: Room, passed: set[int], now: datetime) -> list[Destination]:
    """The destinations whose turn it is, in that order."""
    others = padded(passed)
    query = _next(bool(room.left(Lane.RETRY)), bool(room.left(Lane.STRUGGLING)), len(others), room.senders)
    pks = [pk for (pk,) in query.ask(now, *others)]
    found = Destination.objects.defer("secret").in_bulk(pks)
    return [found[pk] for pk in pks]


@lru_cache(maxsize=512)
def _next(retries: bool, struggling: bool, others: int, most: int) -> Written:
    """The primary keys of up to `most` destinations whose turn it is, but for so many others; it locks them."""
    due = _ready(retries, MOMENT).filter(destination=OuterRef("pk"))
    waiting = Destination.objects.servable(MOMENT).filter(Exists(due)).exclude(pk__in=numbers(others))
    wanted = waiting if struggling else waiting.well()
    locked = wanted.select_for_update(skip_locked=True, no_key=True).least_recently_served()
    return Written(locked.values_list("pk")[:most], MOMENT, *numbers(others))


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
    """The row of each destination that has been due the longest, locked, in the destinations' order."""
    asked = padded([one.pk for one in destinations])
    pks = [pk for (pk,) in _first(bool(room.left(Lane.RETRY)), len(asked)).ask(now, *asked)] if asked else []
    rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).select_related("change")
    found = {row.destination_id: row for row in rows.filter(pk__in=pks, state=State.READY)}
    for destination in destinations:
        if row := found.get(destination.pk):
            row.destination = destination
    return [found[one.pk] for one in destinations if one.pk in found]


@lru_cache(maxsize=32)
def _first(retries: bool, count: int) -> Written:
    """The primary key of the row of each of so many destinations that has been due the longest; None where none is.

    It does not lock them: PostgreSQL would then read all that is ready.
    """
    first = _ready(retries, MOMENT).filter(destination=OuterRef("pk")).order_by("due_at", "pk").values("pk")[:1]
    destinations = Destination.objects.filter(pk__in=numbers(count)).order_by()
    return Written(destinations.values_list(Subquery(first)), MOMENT, *numbers(count))


def _ready(retries: bool, now: datetime) -> DeliveryQuerySet:
    """What may be sent: first attempts alone, or others too."""
    ready = Delivery.objects.ready(now)
    return ready if retries else ready.filter(tries=0)


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
    update_each(Delivery, [{"pk": row.pk, **{name: getattr(row, name) for name in LEASE}} for row in rows])
    begun = [{"delivery": row.pk, "number": row.attempts, "lease_token": row.lease_token} for row in rows]
    insert_each(Attempt, [{**row, "started_at": now} for row in begun])


def _note_served(destinations: list[Destination], now: datetime) -> None:
    Destination.objects.filter(pk__in=[one.pk for one in destinations]).update(last_served_at=now)
    for one in destinations:
        if one.per_minute:
            Destination.objects.filter(pk=one.pk).update(paced_until=one.after_one_more(now))
