"""The state machine: what becomes of a leased delivery when its attempt has ended, and how one is called off.

Each rule is pure: it gives the fields to write. `finish` writes them, fenced by the lease.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from integrations.channels.base import Outcome, Verdict
from integrations.models import Delivery, Destination
from integrations.policy import policy
from integrations.retry import delay_after

State = Delivery.State
Fields = dict[str, Any]
Rule = Callable[[Delivery, Verdict, datetime], Fields]

POISON = "Poison: {} workers went away over it."
NO_COST: Fields = {"cost": 0, "billed_at": None}
MAY_STAND = {Outcome.OK, Outcome.UNKNOWN, Outcome.DUPLICATE}
NO_LEASE: Fields = {"lease_token": None, "lease_expires_at": None, "slot": None}


def after(delivery: Delivery, verdict: Verdict, now: datetime) -> Fields:
    """The fields of a delivery after an attempt came to `verdict`; where surely nothing stands, nothing was billed."""
    cost = {} if verdict.outcome in MAY_STAND else NO_COST
    return {**NO_LEASE, **cost, "detail": verdict.detail[:500], **RULES[verdict.outcome](delivery, verdict, now)}


def sent(_delivery: Delivery, verdict: Verdict, now: datetime) -> Fields:
    return {
        "state": State.SENT,
        "ended_at": now,
        "remote_id": verdict.remote_id[:200],
        "remote_url": verdict.remote_url[:2048],
    }


def again(delivery: Delivery, verdict: Verdict, now: datetime) -> Fields:
    """Surely nothing happened: once more, later, until the schedule is over."""
    wait = delay_after(delivery.tries, verdict.retry_after)
    if wait is None:
        return dead(delivery, verdict, now)
    return {"state": State.READY, "due_at": now + timedelta(seconds=wait)}


def unsure(delivery: Delivery, verdict: Verdict, now: datetime) -> Fields:
    """Something may have happened: repeat what may be repeated, look for the rest."""
    if delivery.may_repeat:
        return again(delivery, verdict, now)
    if not delivery.destination.adapter.capabilities.looks_up:
        return {"state": State.NEEDS_PERSON}
    return _uncertain(now + timedelta(seconds=policy().first_look), _settles_at(delivery, now))


def sought(destination: Destination, now: datetime) -> Fields:
    """It may stand although this database does not know: it is looked for before anything else becomes of it.

    By the lease and the longest silence from now, whoever was sending it has ended and what was sent has appeared.
    """
    silence = destination.adapter.settle_seconds(destination.config) or 0
    settles_at = now + timedelta(seconds=policy().lease + silence)
    return {**NO_LEASE, "detail": "It is looked for: a backup was restored.", **_uncertain(now, settles_at)}


def _uncertain(look_at: datetime, settles_at: datetime) -> Fields:
    return {
        "state": State.UNCERTAIN,
        "due_at": look_at,
        "settles_at": settles_at,
        "absences": 0,
        "blind_looks": 0,
    }


def when_paid(delivery: Delivery, verdict: Verdict, now: datetime) -> Fields:
    """A quota ends with its period, if we know when; else the destination is paused until somebody has raised it."""
    return {**untried(delivery), "state": State.READY, "due_at": now + timedelta(seconds=verdict.retry_after or 0)}


def when_connected(delivery: Delivery, _verdict: Verdict, now: datetime) -> Fields:
    """Nothing is wrong with the delivery: it goes on when the account is connected again."""
    return {**untried(delivery), "state": State.READY, "due_at": now}


def ask(_delivery: Delivery, _verdict: Verdict, _now: datetime) -> Fields:
    return {"state": State.NEEDS_PERSON}


def dead(_delivery: Delivery, _verdict: Verdict, now: datetime) -> Fields:
    return {"state": State.DEAD, "ended_at": now}


def untried(delivery: Delivery) -> Fields:
    """Set the position in the schedule back by the attempt that does not count."""
    return {"tries": max(delivery.tries - 1, 0)}


def cancel(deliveries: QuerySet[Delivery], reason: str, now: datetime) -> int:
    """End deliveries of which surely nothing stands at the other end; returns how many."""
    return deliveries.update(**canceled(reason, now))


def canceled(reason: str, now: datetime) -> Fields:
    """Called off: its key is free for another message."""
    ended = {"state": State.CANCELED, "detail": reason, "ended_at": now, "dedupe_key": freed_key()}
    return {**NO_LEASE, **ended}


def freed_key() -> Concat:
    """The key of a delivery that no longer stands in the way of another for the same page."""
    return Concat("dedupe_key", Value("~"), Cast("pk", CharField()))


def _settles_at(delivery: Delivery, now: datetime) -> datetime:
    """When a silent request can have no effect any more: the lease and the remote's longest silence are over."""
    over = max(delivery.lease_expires_at or now, now)
    return over + timedelta(seconds=settle_seconds(delivery) or 0)


def settle_seconds(delivery: Delivery) -> float | None:
    """How long a silent request may still take effect at this destination; None: nobody knows."""
    return delivery.destination.adapter.settle_seconds(delivery.destination.config)


RULES: dict[Outcome, Rule] = {
    Outcome.OK: sent,
    Outcome.TRANSIENT: again,
    Outcome.RATE_LIMITED: again,
    Outcome.MEDIA_NOT_READY: again,
    Outcome.AUTH_EXPIRED: again,
    Outcome.UNKNOWN: unsure,
    Outcome.DUPLICATE: unsure,
    Outcome.QUOTA: when_paid,
    Outcome.AUTH_REVOKED: when_connected,
    Outcome.PERMISSION: ask,
    Outcome.POLICY: ask,
    Outcome.VERSION_RETIRED: ask,
    Outcome.REJECTED: dead,
    Outcome.GONE: dead,
}
