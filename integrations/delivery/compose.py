"""The bytes of a delivery: composed once, and frozen."""

from collections.abc import Sequence

from django.db import transaction

from integrations.channels.base import Message, Payload
from integrations.delivery.claim import COMPOSED, Claim, values_of
from integrations.delivery.hold import LeaseEnding
from integrations.delivery.numbers import Numbers, call_off_overtaken
from integrations.models import Delivery, Destination
from integrations.outbox.amending import amendment, share_hash
from integrations.outbox.messages import message_of, with_content, with_disclaimer, with_what_is_left
from integrations.outbox.shown import Shown


def frozen(claim: Claim, shown: Shown) -> Payload:
    """The payload as first composed; the arguments and errors are those of `freeze`."""
    if claim.delivery.body is None:
        freeze(claim, shown)
    return claim.delivery.payload


@transaction.atomic
def freeze(claim: Claim, shown: Shown) -> None:
    """Number and compose a message under its destination's lock, so that the receiver sees no gap.

    Args:
        claim: of a delivery that has no bytes yet.
        shown: what may be read of its object.

    Raises:
        LeaseEnding: somebody else holds the delivery by now.
        ValueError: the channel can tell nothing of the message.
    """
    delivery, destination = claim.delivery, claim.delivery.destination
    locked = Destination.objects.select_for_update(no_key=True).values_list("told", flat=True)
    destination.told = locked.get(pk=destination.pk)
    compose_locked([delivery], shown)
    Destination.objects.filter(pk=destination.pk).update(told=destination.told)
    if not Delivery.objects.filter(pk=delivery.pk, lease_token=claim.token).update(**values_of(delivery, COMPOSED)):
        raise LeaseEnding


def compose_locked(deliveries: Sequence[Delivery], shown: Shown) -> None:
    """Number and compose several messages, whose destinations the caller has locked and writes down with them.

    All of them have their bytes then, or none.
    """
    destinations = {one.destination_id: one.destination for one in deliveries}
    call_off_overtaken(deliveries, destinations.values())
    numbers = Numbers(destinations.values())
    payloads = [_numbered(one, destinations[one.destination_id], numbers, shown) for one in deliveries]
    for destination in destinations.values():
        destination.told = numbers.told[destination.pk]
    for delivery, payload in zip(deliveries, payloads, strict=True):
        delivery.body, delivery.content_type, delivery.text = payload.body, payload.content_type, payload.text


def composed(destination: Destination, delivery: Delivery, shown: Shown) -> Payload:
    """The bytes of a delivery as it would be sent now; it remembers what of the page they are made of.

    Raises:
        ValueError: the channel can tell nothing of the message.
    """
    content = _content(delivery, destination, shown)
    delivery.share_hash = share_hash(content, destination) if content.share else ""
    if destination.adapter.capabilities.announces:
        content = with_disclaimer(content)
    if delivery.amends_id:
        return amendment(delivery, content)
    return destination.adapter.compose(content, destination.config, delivery.marker)


def _numbered(delivery: Delivery, destination: Destination, numbers: Numbers, shown: Shown) -> Payload:
    delivery.cursor = numbers.next(destination.pk)
    delivery.previous_cursor = delivery.cursor - 1
    return composed(destination, delivery, shown)


def _content(delivery: Delivery, destination: Destination, shown: Shown) -> Message:
    """What is told: what the change did, or what it left to read."""
    message, change = message_of(delivery, shown.roots), delivery.change
    left = shown.read_by(destination.audiences, change.uid) if change and change.is_tombstone else None
    delivery.left_with = left.audience if left else ""
    return with_what_is_left(message, left, shown) if left else with_content(message, change, shown)
