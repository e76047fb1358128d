"""Whose turn it is to be sent: destinations that are locked, a free slot of each, and the row that comes next.

What somebody else has locked is passed over.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from itertools import count

from django.db.models import OuterRef, Subquery

from cms.publications.models import Change
from cms.publications.written import MANY, MOMENT, Written, ask_together, columns_of
from integrations.delivery.shares import Lane, Room
from integrations.models import Delivery, Destination
from integrations.models.credentials import KnownCredentials
from integrations.models.upkeep import Upkeep

State = Delivery.State

# What nobody who sends asks of a destination.
ASIDE = {field.attname for part in (Upkeep, KnownCredentials) for field in part._meta.fields} | {
    "state_reason",
    "trouble",
    "renewal_token",
    "renewal_expires_at",
    "created_at",
}


def lock_next(room: Room, passed: set[int], now: datetime) -> dict[int, Destination]:
    """The destinations whose turn it is, but for those passed, locked and in that order.

    Returns:
        Each under the primary key of its delivery that has been due the longest.
    """
    query = _next(bool(room.left(Lane.RETRY)), bool(room.left(Lane.STRUGGLING)), room.senders)
    rows = query.ask(now, passed)
    return {row.due: one for row, one in zip(rows, query.instances(Destination, rows), strict=True)}


@lru_cache(maxsize=512)
def _next(retries: bool, struggling: bool, most: int) -> Written:
    """Up to `most` destinations whose turn it is, but for some, with what is `due`; it locks them, secrets and all.

    What is due is asked of each by the index: for an "exists" PostgreSQL would read all that is due, or all that is
    ready, whatever it believes to be less.
    """
    served = Destination.objects.servable(MOMENT).exclude(pk__among=MANY)
    waiting = served.annotate(due=_due(retries)).filter(due__isnull=False)
    wanted = waiting if struggling else waiting.well()
    locked = wanted.select_for_update(skip_locked=True, no_key=True).least_recently_served()
    return Written(locked.values_list(*columns_of(Destination, but=ASIDE), "due")[:most], MOMENT, MANY)


@cache
def _taken_slots() -> Written:
    leased = Delivery.objects.filter(destination__pk__among=MANY, state=State.LEASED).order_by()
    return Written(leased.values_list("destination_id", "slot"), MANY)


def lock_rows(due: dict[int, Destination], room: Room, now: datetime) -> tuple[dict[int, int], list[Delivery]]:
    """A free slot of each destination that has one, by destination, and the deliveries due there, locked, in order.

    Where somebody else took one before its destination was locked, it is the next one of that destination.
    """
    taken, found = ask_together((_taken_slots(), [one.pk for one in due.values()]), (_still_ready(), list(due)))
    slots = _free(due.values(), taken)
    open_to = {pk: one for pk, one in due.items() if one.pk in slots}
    rows = [row for row in _still_ready().instances(Delivery, found) if row.pk in open_to]
    if overtaken := open_to.keys() - {row.pk for row in rows}:
        again = _first(bool(room.left(Lane.RETRY))).ask(now, [due[pk].pk for pk in overtaken])
        rows += _still_ready().load(Delivery, [pk for (pk,) in again if pk])
    return slots, _with_what_they_tell(rows, list(open_to.values()))


def _free(destinations: Iterable[Destination], leased: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """The lowest free slot of each destination that may be sent one more."""
    taken = defaultdict[int, set[int | None]](set)
    for destination_id, slot in leased:
        taken[destination_id].add(slot)
    return {
        one.pk: next(slot for slot in count() if slot not in taken[one.pk])
        for one in destinations
        if len(taken[one.pk]) < one.limit
    }


def _with_what_they_tell(rows: list[Delivery], destinations: list[Destination]) -> list[Delivery]:
    """In the order of their destinations."""
    by_destination = {row.destination_id: row for row in rows}
    changes = {one.pk: one for one in _changes().load(Change, {row.change_id for row in rows} - {None})}
    for destination in destinations:
        if row := by_destination.get(destination.pk):
            row.destination, row.change = destination, changes.get(row.change_id or 0)
    return [by_destination[one.pk] for one in destinations if one.pk in by_destination]


@lru_cache(maxsize=2)
def _first(retries: bool) -> Written:
    """The primary key of the row of each of some destinations that has been due the longest; None where none is."""
    destinations = Destination.objects.filter(pk__among=MANY).order_by()
    return Written(destinations.values_list(_due(retries)), MOMENT, MANY)


def _due(retries: bool) -> Subquery:
    """What has been due the longest of a destination: first attempts alone, or others too.

    It locks nothing: PostgreSQL would then read all that is ready.
    """
    ready = Delivery.objects.ready(MOMENT).filter(destination=OuterRef("pk"))
    return Subquery((ready if retries else ready.filter(tries=0)).order_by("due_at", "pk").values("pk")[:1])


@cache
def _still_ready() -> Written:
    """Those of some rows that are ready, locked; what somebody else has locked is passed over."""
    rows = Delivery.objects.select_for_update(skip_locked=True, no_key=True).order_by()
    return Written(rows.filter(pk__among=MANY, state=State.READY).values_list(*columns_of(Delivery)), MANY)


@cache
def _changes() -> Written:
    return Written(Change.objects.filter(pk__among=MANY).order_by().values_list(*columns_of(Change)), MANY)
