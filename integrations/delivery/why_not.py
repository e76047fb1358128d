"""What may not be told any more, asked right before it is sent."""

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change, Document
from integrations.channels.base import Outcome
from integrations.models import Delivery, Destination
from integrations.outbox.amending import why_not_amend
from integrations.outbox.announcing import outgrown, why_never
from integrations.outbox.fan_out import wants
from integrations.outbox.shown import Shown

LATER = "A later message tells of it."


def why_not(delivery: Delivery, shown: Shown) -> str:
    """Why a delivery must not go out any more; empty when it may.

    A ping always may: it tells nothing, and stands for other changes than its own as well.

    Args:
        shown: what may be read now of the delivery's object.
    """
    if delivery.purpose == Delivery.Purpose.RETRACT:
        return _why_not_retract(delivery)
    if delivery.change is None or delivery.destination.adapter.capabilities.pings:
        return ""
    return _why_not_tell(delivery, delivery.change, shown) or why_not_amend(delivery, shown)


def _why_not_tell(delivery: Delivery, change: Change, shown: Shown) -> str:
    destination = delivery.destination
    if change.audience not in destination.audiences:
        return "It is not meant for this destination any more."
    read = shown.read_by(destination.audiences, change.uid)
    if read and read.audience < change.audience:
        return "It is read there as another audience sees it."
    if change.is_tombstone:
        return _why_not_tell_end(delivery, change, read)
    if shown.document_of(change) is None:
        return "The page was withdrawn."
    if reason := why_never(destination, change, shown):
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
    if delivery.attempt_rows.filter(outcome=Outcome.UNKNOWN).exists():
        return ""  # the post may be gone already: to say that it stands, one would have to know
    return "The page is public again." if delivery.change and _belongs(delivery.destination, delivery.change) else ""


def _belongs(destination: Destination, change: Change) -> bool:
    """Whether everybody may read the whole of a change's object, and it is not of a type that is unwanted by now."""
    is_public = Document.objects.visible_to({PUBLIC}).filter(uid=change.uid, access=Access.FULL).exists()
    return is_public and not outgrown(destination, change)
