"""The bytes of a delivery: composed once, frozen, and never of what may not be told any more."""

from django.db import transaction
from django.db.models import Min

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change, Document
from integrations import clock
from integrations.channels.base import Message, Payload
from integrations.delivery.claim import Claim
from integrations.delivery.hold import LeaseEnding
from integrations.models import Delivery, Destination
from integrations.outbox.amending import amendment, share_hash, why_not_amend
from integrations.outbox.announcing import outgrown, why_never
from integrations.outbox.fan_out import wants
from integrations.outbox.messages import (
    message_of,
    read_by,
    shown_document,
    with_content,
    with_disclaimer,
    with_what_is_left,
)
from integrations.transitions import cancel

FROZEN = ("cursor", "previous_cursor", "left_with", "body", "content_type", "text", "share_hash")
LATER = "A later message tells of it."


def why_not(delivery: Delivery) -> str:
    """Why a delivery must not go out any more, asked right before it is sent; empty when it may.

    A ping always may: it tells nothing, and stands for other changes than its own as well.
    """
    if delivery.purpose == Delivery.Purpose.RETRACT:
        return _why_not_retract(delivery)
    if delivery.change is None or delivery.destination.adapter.capabilities.pings:
        return ""
    return _why_not_tell(delivery, delivery.change) or why_not_amend(delivery)


def frozen(claim: Claim) -> Payload:
    """The payload as first composed.

    Raises:
        LeaseEnding: somebody else holds the delivery by now.
        ValueError: the channel can tell nothing of the message.
    """
    if claim.delivery.body is None:
        _freeze(claim)
    return claim.delivery.payload


@transaction.atomic
def _freeze(claim: Claim) -> None:
    """Number and compose a message under the destination's lock, so that the receiver sees no gap."""
    delivery = claim.delivery
    destination = Destination.objects.defer("secret").select_for_update(no_key=True).get(pk=delivery.destination_id)
    _call_off_overtaken(destination, delivery)
    delivery.cursor = _next_number(destination)
    delivery.previous_cursor = delivery.cursor - 1
    payload = composed(destination, delivery)
    delivery.body, delivery.content_type, delivery.text = payload.body, payload.content_type, payload.text
    frozen_fields = {name: getattr(delivery, name) for name in FROZEN}
    if not Delivery.objects.filter(pk=delivery.pk, lease_token=claim.token).update(**frozen_fields):
        raise LeaseEnding


def composed(destination: Destination, delivery: Delivery) -> Payload:
    """The bytes of a delivery as it would be sent now; it remembers what of the page they are made of.

    Raises:
        ValueError: the channel can tell nothing of the message.
    """
    content = _content(delivery, destination)
    delivery.share_hash = share_hash(content.share, destination.channel) if content.share else ""
    if destination.adapter.capabilities.announces:
        content = with_disclaimer(content)
    if delivery.amends_id:
        return amendment(delivery, content)
    return destination.adapter.compose(content, destination.config, delivery.marker)


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


def _content(delivery: Delivery, destination: Destination) -> Message:
    """What is told: what the change did, or what it left to read."""
    message, change = message_of(delivery), delivery.change
    left = read_by(destination.audiences, change.uid) if change and change.is_tombstone else None
    delivery.left_with = left.audience if left else ""
    return with_what_is_left(message, left) if left else with_content(message, change)


def _why_not_tell(delivery: Delivery, change: Change) -> str:
    destination = delivery.destination
    if change.audience not in destination.audiences:
        return "It is not meant for this destination any more."
    read = read_by(destination.audiences, change.uid)
    if read and read.audience < change.audience:
        return "It is read there as another audience sees it."
    if change.is_tombstone:
        return _why_not_tell_end(delivery, change, read)
    if shown_document(change) is None:
        return "The page was withdrawn."
    if reason := why_never(destination, change):
        return reason
    if destination.sends_documents and _superseded(destination, change, change.audience):
        return LATER
    return ""


def _why_not_tell_end(delivery: Delivery, change: Change, left: Document | None) -> str:
    """Why an end is not told.

    Where another audience's version of the object is left to read, the receiver must let go of the one that it has,
    and what it is told is an update to the one that is left: unless a later change tells of that one anyway.
    """
    left_with = left.audience if left else ""
    if delivery.body is not None and delivery.left_with != left_with:
        return "Something else is left to read by now."
    return LATER if left and _superseded(delivery.destination, change, left_with) else ""


def _superseded(destination: Destination, change: Change, audience: str) -> bool:
    """Whether a later change of the same object, as an audience sees it, is told as well: it carries all of this."""
    later = Change.objects.filter(uid=change.uid, audience=audience, sequence__gt=change.sequence)
    return any(wants(destination, one) for one in later)


def _why_not_retract(delivery: Delivery) -> str:
    if delivery.retracts is None or delivery.retracts.state != Delivery.State.SENT:
        return "There is nothing to take back."
    return "The page is public again." if delivery.change and _belongs(delivery.destination, delivery.change) else ""


def _belongs(destination: Destination, change: Change) -> bool:
    """Whether everybody may read the whole of a change's object, and it is not of a type that is unwanted by now."""
    is_public = Document.objects.visible_to({PUBLIC}).filter(uid=change.uid, access=Access.FULL).exists()
    return is_public and not outgrown(destination, change)
