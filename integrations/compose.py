"""The bytes of a delivery: composed once, frozen, and never of what may not be told any more."""

from django.db import transaction
from django.db.models import Min

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change, Document
from integrations import clock
from integrations.announcing import why_never
from integrations.channels.base import Payload
from integrations.claim import Claim
from integrations.fan_out import wants
from integrations.hold import LeaseEnding
from integrations.messages import message_of, shown_document, with_content
from integrations.models import Delivery, Destination
from integrations.transitions import cancel

FROZEN = ("cursor", "previous_cursor", "body", "content_type", "text")


def why_not(delivery: Delivery) -> str:
    """Why a delivery must not go out any more, asked right before it is sent; empty when it may."""
    if delivery.purpose == Delivery.Purpose.RETRACT:
        return _why_not_retract(delivery)
    return _why_not_tell(delivery.destination, delivery.change) if delivery.change else ""


def frozen(claim: Claim) -> Payload:
    """The payload as first composed.

    Raises:
        LeaseEnding: somebody else holds the delivery by now.
        ValueError: the channel can tell nothing of the message.
    """
    if claim.delivery.body is None:
        _freeze(claim)
    delivery = claim.delivery
    return Payload(bytes(delivery.body or b""), delivery.content_type, delivery.text, delivery.marker)


@transaction.atomic
def _freeze(claim: Claim) -> None:
    """Number and compose a message under the destination's lock, so that the receiver sees no gap."""
    delivery = claim.delivery
    destination = Destination.objects.defer("secret").select_for_update(no_key=True).get(pk=delivery.destination_id)
    _call_off_overtaken(destination, delivery)
    delivery.cursor = _next_number(destination)
    delivery.previous_cursor = delivery.cursor - 1
    content = with_content(message_of(delivery), delivery.change)
    payload = destination.adapter.compose(content, destination.config, delivery.marker)
    delivery.body, delivery.content_type, delivery.text = payload.body, payload.content_type, payload.text
    frozen_fields = {name: getattr(delivery, name) for name in FROZEN}
    if not Delivery.objects.filter(pk=delivery.pk, lease_token=claim.token).update(**frozen_fields):
        raise LeaseEnding


def _call_off_overtaken(destination: Destination, delivery: Delivery) -> None:
    """Cancel what waits to be sent again and must not be, so that this message of the same object takes its number."""
    if delivery.change is None:
        return
    numbered = destination.deliveries.filter(state=Delivery.State.READY, cursor__isnull=False)
    for other in numbered.filter(change__uid=delivery.change.uid).select_related("change"):
        if reason := why_not(other):
            cancel(Delivery.objects.filter(pk=other.pk), reason, clock.now())


def _next_number(destination: Destination) -> int:
    """The lowest number whose message was called off, or the next new one.

    Others may have been numbered after it, and a number that never comes would look like a loss to the receiver. The
    message that was called off gives it up.
    """
    called_off = destination.deliveries.filter(state=Delivery.State.CANCELED, cursor__isnull=False)
    number: int | None = called_off.aggregate(lowest=Min("cursor"))["lowest"]
    if number is None:
        number = destination.told + 1
        Destination.objects.filter(pk=destination.pk).update(told=number)
    else:
        called_off.filter(cursor=number).update(cursor=None, previous_cursor=None)
    return number


def _why_not_tell(destination: Destination, change: Change) -> str:
    if change.is_tombstone:
        return "It can still be read by another audience." if _shown_otherwise(destination, change) else ""
    if shown_document(change) is None:
        return "The page was withdrawn."
    if reason := why_never(destination, change):
        return reason
    if destination.sends_documents and _superseded(destination, change):
        return "A later version is on its way."
    return ""


def _superseded(destination: Destination, change: Change) -> bool:
    """Whether a later change of the same object is told as well: its message carries what this one would."""
    later = Change.objects.filter(uid=change.uid, audience=change.audience, sequence__gt=change.sequence)
    return any(wants(destination, one) for one in later)


def _shown_otherwise(destination: Destination, change: Change) -> bool:
    others = set(destination.audiences) - {change.audience}
    return bool(others) and Document.objects.visible_to(others).filter(uid=change.uid).exists()


def _why_not_retract(delivery: Delivery) -> str:
    if delivery.retracts is None or delivery.retracts.state != Delivery.State.SENT:
        return "There is nothing to take back."
    return "The page is public again." if delivery.change and _is_public(delivery.change) else ""


def _is_public(change: Change) -> bool:
    """Whether everybody may read the whole of a change's object."""
    return Document.objects.visible_to({PUBLIC}).filter(uid=change.uid, access=Access.FULL).exists()
