"""What goes out by itself on channels where people see it, and what waits for an editor.

Only a first publication is news: full, public, no alias, not imported, first published within `Policy.news`, and
standing for the destination's `announce_delay`, because editors gate and correct right after publishing. At most
`hourly_cap` go out an hour. Whatever else is newly published waits in one list for "post" or "skip": importing 300
pages posts nothing.
The page itself may ask to wait for a decision, or never to be posted on a channel.
Both are judged twice: when a change is considered, and right before its announcement is sent.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from cms.publications import continuity
from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change
from cms.publications.sharing import Posting
from integrations.models import Delivery, Destination
from integrations.outbox.amending import amend
from integrations.outbox.markers import lasting_marker
from integrations.outbox.shown import Shown
from integrations.policy import policy
from integrations.transitions import cancel

Purpose, State = Delivery.Purpose, Delivery.State

HOUR = timedelta(hours=1)
NO_NEWS = "It was first published some time ago."
ASKED_TO_WAIT = "The page asks to wait for a decision."
NOT_HERE = "The page is not to be posted here."
OVERDUE = "Its medical review is overdue."
RESTORED = "A backup was restored lately: it may have been posted before."


def consider(destination: Destination, change: Change, message_id: str, now: datetime) -> None:
    """Announce what a change published or opened to all, take back what it withdrew, let posts follow corrections.

    Runs in the transaction of the fan-out, under the destination's lock.
    """
    if change.audience != PUBLIC:
        return
    if takes_away(change) or outgrown(destination, change):
        withdraw(destination, change, message_id, now)
        return
    if change.action == Change.Action.PUBLISHED or change.cause == Change.Cause.PRIVACY:
        introduce(destination, change, message_id, now)
    if change.cause != Change.Cause.RENDER:
        amend(destination, change, message_id, now)


def takes_away(change: Change) -> bool:
    """Whether a change leaves its readers without the object, or with nothing but a teaser of it."""
    return change.is_tombstone or change.access != Access.FULL


def outgrown(destination: Destination, change: Change) -> bool:
    """Whether an object that was posted here is of a type by now that is not wanted here."""
    types = destination.types
    if not destination.adapter.capabilities.announces or not types or change.type in types:
        return False
    return destination.deliveries.standing().filter(change__uid=change.uid, change__type__in=types).exists()


def introduce(destination: Destination, change: Change, message_id: str, now: datetime) -> None:
    """Insert the one delivery that a page can have here, due after the delay or waiting for a decision."""
    share = Shown.by([change]).share_of(change)
    if not share or posting(share, destination) == Posting.NEVER:
        return
    reason, key = why_wait(destination, change.uid, share, now), page_key(change.uid)
    Delivery.objects.get_or_create(
        destination=destination,
        dedupe_key=key,
        defaults={
            "change": change,
            "message_id": message_id,
            "marker": lasting_marker(destination, key),
            "unknown_since": _unknown_since(),
            "state": State.WAITING if reason else State.READY,
            "detail": reason,
            "due_at": now + timedelta(seconds=destination.announce_delay),
            "created_at": now,
        },
    )


def withdraw(destination: Destination, change: Change, message_id: str, now: datetime) -> None:
    """Cancel what has not gone out yet, corrections too; take back what has, or may have."""
    about = destination.deliveries.filter(change__uid=change.uid).exclude(purpose=Purpose.RETRACT)
    may_stand = list(about.standing())
    unsent = Q(state__in=(State.WAITING, State.READY)) | Q(purpose=Purpose.UPDATE, state=State.NEEDS_PERSON)
    cancel(about.filter(unsent), "The page was withdrawn.", now)
    if not destination.adapter.capabilities.retracts:
        return
    for delivery in may_stand:
        Delivery.objects.get_or_create(
            destination=destination,
            dedupe_key=f"retract:{delivery.pk}",
            defaults={
                "purpose": Purpose.RETRACT,
                "retracts": delivery,
                "change": change,
                "message_id": message_id,
                "due_at": now,
                "created_at": now,
            },
        )


def why_wait(destination: Destination, uid: UUID, share: dict[str, Any], now: datetime) -> str:
    """Why a newly published page is not announced by itself; empty when it is."""
    if share.get("is_alias"):
        return "It is an alias of another page."
    if share.get("is_imported"):
        return "It was brought in from elsewhere."
    if reason := _no_news(share, destination, now):
        return reason
    if _unknown_since():
        return RESTORED
    if destination.deliveries.filter(retracts__change__uid=uid).exists():
        return "It was taken back here before."
    return _too_many(_announced_lately(destination, now), destination)


def why_wait_after_all(delivery: Delivery, shown: Shown, now: datetime) -> str:
    """Why an announcement that was to go out by itself waits for an editor, asked right before it is sent.

    It may have stood in line for days while its destination was paused or out of reach. Empty when it may go, or when
    a person has let it go.
    """
    destination, change = delivery.destination, delivery.change
    by_itself = destination.adapter.capabilities.announces and not delivery.released
    if change is None or delivery.purpose not in Delivery.POSTS or not by_itself:
        return ""
    if delivery.purpose == Purpose.TELL and (reason := _no_news(shown.share_of(change), destination, now)):
        return reason
    return _too_many(_sent_lately(delivery, now), destination)


def why_never(destination: Destination, change: Change, shown: Shown) -> str:
    """Why nobody may post a page on a channel, whoever has let it go; empty when one may."""
    return NOT_HERE if posting(shown.share_of(change), destination) == Posting.NEVER else ""


def posting(share: Mapping[str, Any], destination: Destination) -> str:
    """What the page wishes of the destination's channel."""
    wish: str = share.get("posting", {}).get(destination.channel, Posting.AS_USUAL)
    return wish


def page_key(uid: UUID) -> str:
    return f"page:{uid}"


def _unknown_since() -> datetime | None:
    """Since when posts may stand that nobody knows of, as long as what was lost may be published once more as news."""
    return continuity.unknown_since(lately=timedelta(seconds=policy().news))


def _no_news(share: dict[str, Any], destination: Destination, now: datetime) -> str:
    return ASKED_TO_WAIT if posting(share, destination) == Posting.WAIT else _is_stale(share, now)


def _is_stale(share: dict[str, Any], now: datetime) -> str:
    """Why a page is not what its readers should hear of now; empty when it is."""
    first_published_at, next_review_on = share.get("first_published_at"), share.get("next_review_on")
    if next_review_on and date.fromisoformat(next_review_on) < now.date():
        return OVERDUE
    if not first_published_at:
        return NO_NEWS
    old = now - datetime.fromisoformat(first_published_at) > timedelta(seconds=policy().news)
    return NO_NEWS if old else ""


def _too_many(others: int, destination: Destination) -> str:
    return f"More than {destination.hourly_cap} pages within one hour." if others >= destination.hourly_cap else ""


def _announced_lately(destination: Destination, now: datetime) -> int:
    """How many were let out within the last hour; those stopped before they went out do not count."""
    lately = destination.deliveries.filter(purpose__in=Delivery.POSTS, created_at__gt=now - HOUR)
    return lately.exclude(state__in=(State.WAITING, State.CANCELED)).count()


def _sent_lately(delivery: Delivery, now: datetime) -> int:
    """How many others have gone out within the last hour, or may have."""
    others = delivery.destination.deliveries.filter(purpose__in=Delivery.POSTS).exclude(pk=delivery.pk)
    return others.filter(Q(state=State.UNCERTAIN) | Q(state=State.SENT, ended_at__gt=now - HOUR)).count()
