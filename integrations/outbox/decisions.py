"""What a person may decide about destinations and deliveries: one verb, one function, with its audit inside.

Whoever calls one has checked the permission. Every decision is in Wagtail's audit log.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from integrations import clock
from integrations.circuit import try_now
from integrations.doorbell import ring
from integrations.models import Delivery, Destination
from integrations.outbox.messages import new_message_id
from integrations.signing import for_receiver
from integrations.transitions import Fields, cancel, sought

State = Delivery.State

REPLAYED = "integrations.replay"
CONFIRMED = "integrations.confirm"
POSTED = "integrations.post"
SKIPPED = "integrations.skip"
TESTED = "integrations.test"
SECRET_ISSUED = "integrations.issue_secret"  # noqa: S105 - the name of a decision
SECRET_RETIRED = "integrations.retire_secret"  # noqa: S105 - the name of a decision

DECISIONS = {
    REPLAYED: ("Send delivery again", "Sent again"),
    CONFIRMED: ("Confirm delivery", "Marked as sent"),
    POSTED: ("Post waiting page", "Released from the waiting list"),
    SKIPPED: ("Skip waiting page", "Skipped"),
    TESTED: ("Send test message", "Test message sent"),
    SECRET_ISSUED: ("Issue signing secret", "New signing secret issued"),
    SECRET_RETIRED: ("Retire signing secret", "Former signing secret retired"),
}


class TooLate(Exception):
    """The delivery is no longer in a state in which this can be decided; the message says so to the person."""


def may_replay(delivery: Delivery) -> bool:
    """Whether it has ended, and sending it once more cannot make a visible duplicate unless a person says there is
    none."""
    again = {State.DEAD, State.NEEDS_PERSON, *([State.SENT] if delivery.may_repeat else [])}
    return delivery.state in again


@transaction.atomic
def replay(delivery: Delivery, user: Any) -> None:
    """Send an ended delivery once more: the same message id, the same bytes, the schedule from its beginning.

    Raises:
        TooLate: it has not ended, was called off, or stands visibly already.
    """
    if not may_replay(delivery):
        raise TooLate(f"This delivery cannot be sent again: {delivery.get_state_display().lower()}.")
    fresh: Fields = {"tries": 0, "crashes": 0, "absences": 0, "blind_looks": 0, "ended_at": None, "unknown_since": None}
    again: Fields = {"state": State.READY, "due_at": clock.now(), "detail": "Sent again by hand.", "released": True}
    _decide(delivery, [delivery.state], **fresh, **again)
    try_now(delivery.destination_id)
    _note(delivery, REPLAYED, user)


@transaction.atomic
def confirm(delivery: Delivery, user: Any) -> None:
    """Say that an uncertain post stands, after looking with one's own eyes.

    Raises:
        TooLate: nobody was asked.
    """
    _decide(delivery, [State.NEEDS_PERSON], state=State.SENT, ended_at=clock.now(), detail="Confirmed by hand.")
    _note(delivery, CONFIRMED, user)


@transaction.atomic
def post(delivery: Delivery, user: Any) -> None:
    """Let a waiting page go out now; one that a restored backup knows nothing of is looked for before.

    Raises:
        TooLate: it does not wait any more.
    """
    now = clock.now()
    fields: Fields = {"state": State.READY, "due_at": now, "detail": "Released by hand."}
    if delivery.unknown_since and delivery.destination.adapter.capabilities.looks_up:
        fields = sought(delivery.destination, now)
    _decide(delivery, [State.WAITING], **fields, released=True)
    _note(delivery, POSTED, user)


@transaction.atomic
def skip(delivery: Delivery, user: Any) -> None:
    """Never post a waiting page because of this publication.

    Raises:
        TooLate: it does not wait any more.
    """
    if not cancel(Delivery.objects.filter(pk=delivery.pk, state=State.WAITING), "Skipped by hand.", clock.now()):
        raise TooLate("This page does not wait for a decision any more.")
    _note(delivery, SKIPPED, user)


@transaction.atomic
def send_test(destination: Destination, user: Any) -> Delivery:
    """Send a message that tells of no change, through the whole protocol.

    Raises:
        TooLate: the destination is not active, or people would see the message.
    """
    if not destination.adapter.capabilities.repeatable:
        raise TooLate("A test would be visible to everybody there.")
    if destination.state != Destination.State.ACTIVE:
        raise TooLate("Make it active first: a test goes out like any other message.")
    now, message_id = clock.now(), new_message_id()
    delivery = Delivery.objects.create(
        destination=destination,
        purpose=Delivery.Purpose.TEST,
        message_id=message_id,
        dedupe_key=message_id,
        due_at=now,
        created_at=now,
    )
    try_now(destination.pk)
    _note(destination, TESTED, user)
    return delivery


@transaction.atomic
def issue_secret(destination: Destination, user: Any) -> list[str]:
    """Make a new secret; the former goes on being used beside it until the next one.

    Returns:
        What the receiver must be told of it, to be shown this once.
    """
    locked = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
    former = locked.secret
    locked.secret = locked.adapter.issue_secret(former) or former
    locked.save(update_fields=["secret"])
    _note(locked, SECRET_ISSUED, user)
    return new_strings(locked.secret, former)


@transaction.atomic
def retire_secret(destination: Destination, user: Any) -> None:
    """Sign no more with the former secret: the receiver knows the present one."""
    locked = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
    locked.secret = locked.adapter.without_former(locked.secret)
    locked.save(update_fields=["secret"])
    _note(locked, SECRET_RETIRED, user)


def new_strings(secret: Any, former: Any) -> list[str]:
    """What a receiver is told of every text in `secret` that is not in `former`."""
    known = set(_strings(former))
    return [for_receiver(text) for text in _strings(secret) if text not in known]


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    parts: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in _strings(part)]


def _decide(delivery: Delivery, states: list[str], **fields: Any) -> None:
    if not Delivery.objects.filter(pk=delivery.pk, state__in=states).update(**fields):
        raise TooLate("This delivery has moved on meanwhile: look again.")


def _note(instance: Delivery | Destination, decision: str, user: Any) -> None:
    log(instance=instance, action=decision, user=user)
    transaction.on_commit(ring)
