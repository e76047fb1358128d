"""What becomes of a post when its page is corrected: changed, replied to, or left, as its destination wishes.

A correction counts when what the page gives to posts has changed since the post was made: title, summary, address,
picture, tags, the text written for this channel, and its running text where posts hold that. It waits for the
destination's `announce_delay`, because editors correct in steps, and until it is settled whether the post stands. The
newest correction replaces those that have not gone out. A post that is changed may be changed again with the same
words, so an unknown outcome is simply repeated; a reply is a post like any other: looked up when it is uncertain,
counted for the hourly cap, taken back with its page.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps

from django.db.models import Q, QuerySet

from cms.publications.models import Change
from integrations.channels.base import Channel, Message, Payload
from integrations.feeds.content import html_of
from integrations.models import Delivery, Destination
from integrations.models.states import MAY_STAND, OnCorrection
from integrations.outbox.markers import lasting_marker
from integrations.outbox.messages import message_of, message_of_change, with_content, with_disclaimer
from integrations.outbox.shown import Shown
from integrations.transitions import cancel

Purpose, State = Delivery.Purpose, Delivery.State

GIVEN = ("title", "summary", "url", "image", "image_alt", "tags")
NEVER_SAID = (State.DEAD, State.CANCELED)
OVERTAKEN = "A later correction is on its way."


def ways(channel: Channel) -> list[OnCorrection]:
    """What can become of a channel's posts when their page is corrected; the first is what suits most."""
    can = channel.capabilities
    able = {OnCorrection.UPDATE: can.updates, OnCorrection.REPLY: can.replies, OnCorrection.LEAVE: True}
    return [way for way, is_able in able.items() if is_able]


def amend(destination: Destination, change: Change, message_id: str, now: datetime) -> None:
    """Let the posts about a page follow its correction. Runs in the transaction of the fan-out, under its lock."""
    way, shown = destination.on_correction, Shown.by([change])
    content = with_content(message_of_change(change, message_id, shown.roots), change, shown)
    if not content.share or way == OnCorrection.LEAVE or way not in ways(destination.adapter):
        return
    for told in _told(destination, change, way):
        cancel(told.amendments.filter(_replaceable()), OVERTAKEN, now)
        said = _said(told, way)
        if said is None or said.share_hash != share_hash(content, destination):
            _insert(told, way, change, message_id, now)


def why_not_amend(delivery: Delivery, shown: Shown) -> str:
    """Why a correction must not go out any more; empty when it may, and for whatever is no correction."""
    told = delivery.amends
    if delivery.purpose not in (Purpose.UPDATE, Purpose.REPLY) or delivery.change is None:
        return ""
    if told is None or told.state != State.SENT or told.retractions.filter(state=State.SENT).exists():
        return "There is no post to correct."
    if told.amendments.filter(purpose=delivery.purpose, pk__gt=delivery.pk).exclude(state__in=NEVER_SAID).exists():
        return OVERTAKEN
    said = _said(told, delivery.purpose, apart_from=delivery)
    if said and _says_already(said, delivery, shown):
        return "The post says so already."
    return ""


def amendment(delivery: Delivery, content: Message) -> Payload:
    """The bytes of a correction.

    Args:
        content: its message, with what the page gives by now.

    Raises:
        ValueError: nothing may be shared, or nobody knows what the channel calls the post.
    """
    told, destination = delivery.amends, delivery.destination
    if told is None:
        raise ValueError("There is no post to correct")
    if delivery.purpose == Purpose.UPDATE:
        former = _said(told, Purpose.UPDATE, apart_from=delivery) or told
        return destination.adapter.revise(content, destination.config, told.marker, former.payload)
    if not told.remote_id:
        raise ValueError(f"{destination.adapter.label} has not said what it calls the post: reply by hand")
    return destination.adapter.compose_reply(content, destination.config, delivery.marker, told.remote_id)


def share_hash(content: Message, destination: Destination) -> str:
    """What posts at a destination are made of; not the wish whether to post, which says nothing."""
    share = content.share or {}
    given = [*(share.get(name) for name in GIVEN), (share.get("text") or {}).get(destination.channel)]
    if content.document and destination.adapter.tells_text(destination.config):
        given.append(html_of(content.document))
    return sha256(dumps(given, default=str).encode()).hexdigest()


def _told(destination: Destination, change: Change, way: str) -> QuerySet[Delivery]:
    """The posts to correct. What is not composed yet will say the new words by itself; a reply goes to the newest."""
    tells = destination.deliveries.filter(change__uid=change.uid, purpose=Purpose.TELL, body__isnull=False)
    stand = tells.filter(state__in=(*MAY_STAND, State.READY)).exclude(retractions__state=State.SENT).order_by("-pk")
    return stand.defer("body")[: 1 if way == OnCorrection.REPLY else None]


def _replaceable() -> Q:
    """Corrections of which surely nothing stands, or which the next one covers."""
    unsent = Q(state__in=(State.READY, State.WAITING))
    return unsent | Q(purpose=Purpose.UPDATE, state=State.NEEDS_PERSON)


def _said(told: Delivery, way: str, apart_from: Delivery | None = None) -> Delivery | None:
    """The delivery whose words the readers of a post see now; None when an attempt left that open."""
    others = told.amendments.filter(purpose=way).exclude(pk__in=[apart_from.pk] if apart_from else [])
    if way == Purpose.REPLY:
        return others.exclude(state__in=NEVER_SAID).order_by("pk").last() or told
    tried = others.filter(attempts__gt=0).order_by("pk").last()
    if tried is None:
        return told
    return tried if tried.state == State.SENT else None


def _says_already(said: Delivery, delivery: Delivery, shown: Shown) -> bool:
    """Whether the words that stand are those of a correction; of an update also when they only come out the same."""
    if delivery.change is None:
        return False
    content = with_content(message_of(delivery, shown.roots), delivery.change, shown)
    if said.share_hash == share_hash(content, delivery.destination):
        return True
    is_update = delivery.purpose == Purpose.UPDATE
    return is_update and amendment(delivery, with_disclaimer(content)).body == bytes(said.body or b"")


def _insert(told: Delivery, way: str, change: Change, message_id: str, now: datetime) -> None:
    key = f"{way}:{told.pk}:{change.sequence}"
    Delivery.objects.get_or_create(
        destination=told.destination,
        dedupe_key=key,
        defaults={
            "purpose": way,
            "amends": told,
            "change": change,
            "message_id": message_id,
            "due_at": now + timedelta(seconds=told.destination.announce_delay),
            "created_at": now,
            "marker": told.marker if way == OnCorrection.UPDATE else lasting_marker(told.destination, key),
        },
    )
