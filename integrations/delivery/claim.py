"""Taking deliveries to send: one lease, one slot, one attempt each.

First the least recently served destinations with due work are locked, then a second statement takes one row of each
that has a free slot. (One statement for both reads a snapshot from before the lock, and lets a cap of 4 reach 6.)
Both take many destinations at once, so that fairness costs a few statements for all free senders together. What
somebody else has locked is passed over: claimers never wait for each other, nor for anybody else.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import transaction

from cms.publications.written import Statement
from integrations import clock
from integrations.delivery.briefing import Briefing
from integrations.delivery.hold import Hold
from integrations.delivery.rows import inserts, updates, write
from integrations.delivery.shares import Lane, Room
from integrations.delivery.turn import lock_next, lock_rows
from integrations.faults import reached
from integrations.models import Attempt, Delivery, Destination
from integrations.policy import policy

logger = structlog.get_logger(__name__)

State = Delivery.State
LEASE = ("state", "slot", "lease_token", "lease_expires_at", "attempts", "tries")
COMPOSED = ("cursor", "previous_cursor", "left_with", "share_hash", "body", "content_type", "text")


def nothing(_claims: "list[Claim]", _now: datetime) -> None:
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
        is_composed_now: whether its bytes were made in the transaction that claims it, and are written with its lease.
    """

    delivery: Delivery
    token: UUID
    lane: Lane = Lane.FIRST
    briefing: Briefing | None = None
    is_composed_now: bool = False


Also = Callable[[list[Claim], datetime], None]


def claim(senders: int | Room, also: Also = nothing) -> list[Claim]:
    """Take as many due deliveries as there is room for; each must then be sent at once by a sender of its own.

    Args:
        senders: the room; a number stands for so many senders that do nothing yet.
        also: what is done with those that are claimed together, in the same transaction and before they are written:
            their destinations are locked, and nobody had to wait for that. It is told the database's time.

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
    offered = lock_next(room, passed, now)
    slots, rows = lock_rows(offered, room, now)
    claims = [
        Claim(delivery=row, token=token, taken_at=taken_at, lane=lane) for row in rows if room.take(lane := _lane(row))
    ]
    if claims:
        _lease(claims, slots, now)
        also(claims, now)
        write(*_leased(claims, now), _served([claimed.delivery.destination for claimed in claims], now))
    return {one.pk for one in offered.values()}, claims


def _lane(delivery: Delivery) -> Lane:
    if delivery.destination.is_struggling:
        return Lane.STRUGGLING
    return Lane.RETRY if delivery.tries else Lane.FIRST


def _lease(claims: list[Claim], slots: dict[int, int], now: datetime) -> None:
    """Lease the deliveries, in the claims alone."""
    expires_at = now + timedelta(seconds=policy().lease)
    for claimed in claims:
        row = claimed.delivery
        row.state, row.slot = State.LEASED, slots[row.destination_id]
        row.lease_token, row.lease_expires_at = claimed.token, expires_at
        row.attempts, row.tries = row.attempts + 1, row.tries + 1


def _leased(claims: list[Claim], now: datetime) -> Iterator[list[Statement]]:
    """What writes leases, attempts, and what was composed meanwhile."""
    yield updates(Delivery, [{"pk": one.delivery.pk, **values_of(one.delivery, _written(one))} for one in claims])
    rows = [one.delivery for one in claims]
    begun = [{"delivery": row.pk, "number": row.attempts, "lease_token": row.lease_token} for row in rows]
    yield inserts(Attempt, [{**row, "started_at": now} for row in begun])


def _written(claimed: Claim) -> tuple[str, ...]:
    return LEASE + COMPOSED if claimed.is_composed_now else LEASE


def values_of(delivery: Delivery, names: Iterable[str]) -> dict[str, Any]:
    """What stands in some fields of a delivery."""
    return {name: getattr(delivery, name) for name in names}


def _served(destinations: list[Destination], now: datetime) -> list[Statement]:
    """What writes whose turn it was, and how many messages each has been told by now."""
    rows = [{"pk": one.pk, "last_served_at": now, "told": one.told} for one in destinations]
    paced = [{"paced_until": one.after_one_more(now)} if one.per_minute else {} for one in destinations]
    return updates(Destination, [row | pace for row, pace in zip(rows, paced, strict=True)])
