"""Writing down how an attempt ended. Every write is fenced: whose lease is over changes nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from integrations import clock
from integrations.channels.base import Outcome, Verdict
from integrations.circuit import Answer, note
from integrations.delivery.claim import Claim
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


@transaction.atomic
def finish(claim: Claim, verdict: Verdict, record: dict[str, Any]) -> bool:
    """Write the outcome of an attempt and what becomes of its delivery.

    Args:
        record: what passed over the network, as fields of the attempt.

    Returns:
        Whether the lease still held. If not, only the attempt remembers its outcome.
    """
    now = clock.now()
    _close_attempt(claim, verdict, record, now)
    note([_answer(claim, verdict, record)], now)
    if not _held(claim).update(**after(claim.delivery, verdict, now)):
        return False
    if verdict.outcome is Outcome.OK:
        _tell_on_the_post(claim.delivery)
    if (state := ENDS_DESTINATION.get(verdict.outcome)) and verdict.retry_after is None:
        active = Destination.objects.filter(pk=claim.delivery.destination_id, state=Destination.State.ACTIVE)
        active.update(state=state, state_reason=verdict.detail[:255], **found(verdict, now))
    reached("finishing")
    return True


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
def put_off(claim: Claim, reason: str) -> None:
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


def _answer(claim: Claim, verdict: Verdict, record: dict[str, Any]) -> Answer:
    milliseconds = record.get("milliseconds", {}).get("total", 0)
    return Answer(claim.delivery.destination_id, verdict, milliseconds / 1000)


def _close_attempt(claim: Claim, verdict: Verdict, record: dict[str, Any], now: datetime) -> None:
    closed = {"finished_at": now, "outcome": verdict.outcome, "detail": verdict.detail[:500], **record}
    _attempt(claim).update(**closed)


def _tell_on_the_post(done: Delivery) -> None:
    """Let a post say what has become of it.

    Of one that was taken back nothing stands any more, so its key is free: should the page come back, an editor may
    post it again.
    """
    if done.purpose == Delivery.Purpose.RETRACT:
        Delivery.objects.filter(retractions=done).update(detail="Taken back.", dedupe_key=freed_key())
    elif done.amends_id:
        Delivery.objects.filter(amendments=done).update(detail=CORRECTED[done.purpose])
