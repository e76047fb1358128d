"""Posting a page once more where it was posted before: an explicit act, with a reason, never by accident."""

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import LogFormatter, log

from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change
from integrations import clock
from integrations.doorbell import ring
from integrations.models import Delivery, Destination
from integrations.outbox.announcing import page_key, why_never
from integrations.outbox.decisions import TooLate
from integrations.outbox.messages import new_message_id
from integrations.outbox.shown import Shown

Purpose, State = Delivery.Purpose, Delivery.State

SHARED_AGAIN = "integrations.share_again"
ENDED = (State.SENT, State.DEAD, State.CANCELED)


def may_share_again(delivery: Delivery) -> bool:
    """Whether a delivery was a post, or was to be one, that has come to its end."""
    announces = delivery.destination.adapter.capabilities.announces
    return announces and delivery.purpose == Purpose.TELL and delivery.state in ENDED


@transaction.atomic
def share_again(told: Delivery, user: Any, why: str, campaign: UUID) -> Delivery:
    """Post the page of a former post as it is now, under a key of its own; neither age nor cap hold it back.

    Args:
        why: in the person's words; it is kept in the history.
        campaign: drawn when the person was asked, so that answering twice makes one post.

    Returns:
        The new delivery, or the one that the same answer has made before.

    Raises:
        TooLate: the page may not be posted, or a post about it is on its way.
    """
    destination = Destination.objects.select_for_update(no_key=True).defer("secret").get(pk=told.destination_id)
    change = told.change
    if change is None or not may_share_again(told):
        raise TooLate("This is no post that could be made again.")
    key = f"{page_key(change.uid)}:{campaign.hex}"
    if made := destination.deliveries.filter(dedupe_key__startswith=key).first():
        return made
    if reason := _why_not(destination, change):
        raise TooLate(reason)
    made = _insert(destination, _latest(change), key, why)
    log(instance=made, action=SHARED_AGAIN, user=user, data={"why": why, "destination": destination.name})
    transaction.on_commit(ring)
    return made


class SharedAgainFormatter(LogFormatter):
    """How it reads in the history."""

    label = "Share page again"

    def format_message(self, log_entry: Any) -> str:
        return "Shared again on “{destination}”. Reason: {why}".format(**log_entry.data)


FORMATTERS = {SHARED_AGAIN: SharedAgainFormatter}


def _why_not(destination: Destination, change: Change) -> str:
    open_posts = destination.deliveries.filter(change__uid=change.uid, purpose=Purpose.TELL).exclude(state__in=ENDED)
    if open_posts.exists():
        return "A post about this page is under way or waits already."
    latest, shown = _latest(change), Shown.by([change])
    if not shown.share_of(latest):
        return "The page is not open to everybody."
    return why_never(destination, change, shown)


def _latest(change: Change) -> Change:
    """What was last said to everybody of the whole of a change's object; the change itself if nothing was."""
    said = Change.objects.filter(uid=change.uid, audience=PUBLIC, access=Access.FULL)
    return said.order_by("sequence").last() or change


def _insert(destination: Destination, change: Change, key: str, why: str) -> Delivery:
    now = clock.now()
    return Delivery.objects.create(
        destination=destination,
        change=change,
        message_id=new_message_id(),
        dedupe_key=key,
        released=True,
        detail=f"Shared again: {why}"[:500],
        due_at=now,
        created_at=now,
    )
