"""Writing down how an attempt ended. Every write is fenced: whose lease is over changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cms.publications.written import Statement
from integrations import clock
from integrations.channels.base import Outcome, Verdict
from integrations.circuit import Answer, note
from integrations.delivery.claim import Claim
from integrations.delivery.rows import updates, write
from integrations.delivery.why_not import why_not
from integrations.faults import reached
from integrations.models import Attempt, Delivery, Destination
from integrations.models.credentials import found
from integrations.outbox.shown import Shown
from integrations.transitions import NO_COST, NO_LEASE, after, canceled, freed_key

ENDS_DESTINATION = {
    Outcome.GONE: Destination.State.CLOSED,
    Outcome.AUTH_REVOKED: Destination.State.PAUSED,
    Outcome.QUOTA: Destination.State.PAUSED,  # unless it is known when it ends
}

CORRECTED: dict[str, str] = {Delivery.Purpose.UPDATE: "Corrected.", Delivery.Purpose.REPLY: "Corrected in a reply."}


@dataclass(frozen=True, eq=False)
class Ended:
    """One attempt that has come to its end.

    Args:
        claim: under which it was made.
        verdict: what it came to.
        record: what passed over the network, as fields of the attempt.
    """

    claim: Claim
    verdict: Verdict
    record: Mapping[str, Any]

    @property
    def delivery(self) -> Delivery:
        return self.claim.delivery

    @property
    def answer(self) -> Answer:
        milliseconds = self.record.get("milliseconds", {}).get("total", 0)
        return Answer(self.delivery.destination_id, self.verdict, milliseconds / 1000)


@dataclass(frozen=True, eq=False)
class Undone:
    """One claim of which surely nothing came.

    Args:
        claim: which.
        undo: what becomes of it: `give_back`, `call_off` or `put_off`.
    """

    claim: Claim
    undo: Callable[[Claim], None]


Ending = Ended | Undone


def write_down(endings: Sequence[Ending]) -> None:
    """Write how several attempts ended: those that came to a verdict in one transaction, each other in its own."""
    finish_all([one for one in endings if isinstance(one, Ended)])
    for one in endings:
        if isinstance(one, Undone):
            one.undo(one.claim)


@transaction.atomic
def finish_all(ended: Sequence[Ended]) -> list[bool]:
    """Write the outcomes of attempts and what becomes of their deliveries, all in one transaction.

    Returns:
        Of each whether the lease still held. If not, only the attempt remembers its outcome.
    """
    if not ended:
        return []
    now = clock.now()
    held = _write(ended, now)
    note([one.answer for one in ended], now)
    for one in held:
        _tell_others(one, now)
    reached("finishing")
    return [one in held for one in ended]


@transaction.atomic
def give_back(claim: Claim) -> None:
    """Undo a claim of which surely nothing came: it does not count as an attempt."""
    _undo(claim, state=Delivery.State.READY)


@transaction.atomic
def call_off(claim: Claim) -> None:
    """Cancel a claimed delivery that must not go out any more; surely nothing of this attempt has.

    Asks why once more, under the lock of the fan-out: a page that changed back meanwhile may have been considered
    while this delivery still held its key, and then nobody else would tell of it.
    """
    Destination.objects.only("pk").select_for_update(no_key=True).get(pk=claim.delivery.destination_id)
    reason = why_not(claim.delivery, Shown.by([claim.delivery.change]))
    _undo(claim, **(canceled(reason, clock.now()) if reason else {"state": Delivery.State.READY}))


@transaction.atomic
def put_off(claim: Claim, *, reason: str) -> None:
    """Let a claimed delivery wait for a person's decision; surely nothing of this attempt has gone out."""
    _undo(claim, state=Delivery.State.WAITING, detail=reason)


def _undo(claim: Claim, **fields: Any) -> None:
    """End a lease as if it had never been, if it still holds."""
    uncounted = {"attempts": claim.delivery.attempts - 1, "tries": claim.delivery.tries - 1}
    if _held(claim).update(**{**NO_LEASE, **NO_COST, **uncounted, **fields}):
        _attempt(claim).delete()


def _held(claim: Claim) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=claim.delivery.pk, lease_token=claim.token)


def _attempt(claim: Claim) -> QuerySet[Attempt]:
    return Attempt.objects.filter(delivery=claim.delivery, lease_token=claim.token)


def _write(ended: Sequence[Ended], now: datetime) -> list[Ended]:
    """Write what becomes of deliveries and attempts; returns those whose lease still held."""
    rows = [{"pk": one.delivery.pk, "lease_token": one.claim.token, **_becomes(one, now)} for one in ended]
    deliveries = updates(Delivery, rows, match=("pk", "lease_token"), empty=tuple(NO_LEASE))
    held, _attempts = write(deliveries, _closed(ended, now))
    return [one for one in ended if one.delivery.pk in held]


def _becomes(one: Ended, now: datetime) -> dict[str, Any]:
    fields = after(one.delivery, one.verdict, now)
    return {name: value for name, value in fields.items() if name not in NO_LEASE}


def _closed(ended: Sequence[Ended], now: datetime) -> list[Statement]:
    rows = [
        {
            "delivery": one.delivery.pk,
            "lease_token": one.claim.token,
            "finished_at": now,
            "outcome": one.verdict.outcome,
            "detail": one.verdict.detail[:500],
            **one.record,
        }
        for one in ended
    ]
    return updates(Attempt, rows, match=("delivery", "lease_token"))


def _tell_others(one: Ended, now: datetime) -> None:
    """Let the post that it is about, and its destination, know of an outcome that concerns them."""
    if one.verdict.outcome is Outcome.OK:
        _tell_on_the_post(one.delivery)
    if (state := ENDS_DESTINATION.get(one.verdict.outcome)) and one.verdict.retry_after is None:
        active = Destination.objects.filter(pk=one.delivery.destination_id, state=Destination.State.ACTIVE)
        active.update(state=state, state_reason=one.verdict.detail[:255], **found(one.verdict, now))


def _tell_on_the_post(done: Delivery) -> None:
    """Let a post say what has become of it.

    Of one that was taken back nothing stands any more, so its key is free: should the page come back, an editor may
    post it again.
    """
    if done.purpose == Delivery.Purpose.RETRACT:
        Delivery.objects.filter(retractions=done).update(detail="Taken back.", dedupe_key=freed_key())
    elif done.amends_id:
        Delivery.objects.filter(amendments=done).update(detail=CORRECTED[done.purpose])
