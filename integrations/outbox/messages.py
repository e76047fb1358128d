"""What is told of a change, made of the publication centre's own rows."""

import json
import secrets
from base64 import b32encode
from dataclasses import replace
from urllib.parse import quote
from uuid import UUID, uuid5

from wagtail.models import Site

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change, Document, Head
from cms.publications.sites import Roots
from integrations.channels.base import Message
from integrations.feeds.addresses import feed_address
from integrations.models import Delivery
from integrations.outbox.shown import Shown

DISCLAIMERS = "disclaimers"  # the type of the pages that hold them


def message_ids(changes: list[Change]) -> dict[int, str]:
    """The message id of each change, by sequence: the same for every destination and retry, and telling no sequence."""
    epoch = Head.objects.values_list("epoch", flat=True).get() if changes else UUID(int=0)
    return {change.sequence: _as_id(uuid5(epoch, str(change.sequence)).bytes) for change in changes}


def new_message_id() -> str:
    """An id for a message that tells of no change."""
    return _as_id(secrets.token_bytes(16))


def message_of(delivery: Delivery, roots: Roots) -> Message:
    """The message of a delivery, without the document's content; the same on every attempt."""
    if delivery.change is None:
        return _bare_message(delivery)
    numbers = (delivery.cursor or 0, delivery.previous_cursor or 0)
    return message_of_change(delivery.change, delivery.message_id, roots, numbers)


def message_of_change(change: Change, message_id: str, roots: Roots, numbers: tuple[int, int] = (0, 0)) -> Message:
    """What a change says to everybody.

    Args:
        change: which.
        message_id: of the message.
        roots: where the sites are.
        numbers: the message's own in the order of its destination, and that of the one before.
    """
    return Message(
        id=message_id,
        action=change.action,
        cause=change.cause,
        occurred_at=change.at,
        kind=change.kind,
        type=change.type,
        uid=str(change.uid),
        path=change.path,
        previous_path=change.previous_path,
        version=change.version,
        etag=change.etag,
        url=roots.base_url_of(change.site_id) + quote(change.path),
        cursor=numbers[0],
        previous_cursor=numbers[1],
    )


def with_content(message: Message, change: Change | None, shown: Shown) -> Message:
    """The same message with what its document shows now, for composing; a tombstone shows nothing."""
    if change is None or change.is_tombstone:
        return message
    document = shown.document_of(change)
    if document is None:
        return message
    return replace(message, document=shown.content_of(document), share=document.share)


def with_what_is_left(message: Message, left: Document, shown: Shown) -> Message:
    """The message of an end that leaves its reader another audience's version: an update to that one.

    It keeps its own version, which is above the one that has gone.
    """
    update = replace(message, action=Change.Action.UPDATED, previous_path="", etag=left.etag)
    return replace(update, document=shown.content_of(left))


def with_disclaimer(message: Message) -> Message:
    """The same message with the short form of its site's disclaimer, as it is now, among what may be shared."""
    if message.share is None:
        return message
    public = Document.objects.visible_to({PUBLIC}).filter(type=DISCLAIMERS, access=Access.FULL)
    here = public.filter(site_id=message.share.get("site_id", 0), locale=message.share.get("locale", ""))
    found = here.order_by("pk").first()
    short = json.loads(bytes(found.summary)).get("short_form", "") if found else ""
    return replace(message, share={**message.share, "disclaimer": short})


def _bare_message(delivery: Delivery) -> Message:
    """A message that tells of no change: its purpose is what it says."""
    return Message(
        id=delivery.message_id,
        action=delivery.purpose,
        cause="",
        occurred_at=delivery.created_at,
        kind="",
        type="",
        uid="",
        path="",
        previous_path="",
        version=0,
        etag="",
        url="",
        cache_keys=("test",),
        feeds=tuple(feed_address(site, "atom", {}) for site in Site.objects.filter(is_default_site=True)),
        cursor=delivery.cursor or 0,
        previous_cursor=delivery.previous_cursor or 0,
    )


def _as_id(random: bytes) -> str:
    return "msg_" + b32encode(random).decode().rstrip("=").lower()
