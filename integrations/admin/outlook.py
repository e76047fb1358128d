"""How a page will be posted: what the preview of a page shows for each destination that people can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.publications.identity import page_uid
from cms.publications.sharing import Posting, draft_of, share_of
from integrations import clock
from integrations.channels import CHANNELS
from integrations.channels.base import Message, Payload
from integrations.delivery.compose import composed
from integrations.models import Delivery, Destination
from integrations.outbox.announcing import NOT_HERE, posting, why_wait
from integrations.outbox.messages import with_disclaimer
from integrations.outbox.sharing_again import may_share_again
from integrations.outbox.shown import Shown
from integrations.outbox.standing import standing

MARKER = "abcdefghij"  # as long as that of a post


@dataclass(frozen=True)
class Outlook:
    """One post that may be made.

    Args:
        destination: where.
        text: as it would be posted, but for the marker in its link.
        length: of the text as the service counts it, with the most it takes; None when that limits nobody.
        plan: what will become of it, as a sentence.
        told: the last post about the page there, if there was one.
    """

    destination: Destination
    text: str
    length: tuple[int, int] | None
    plan: str
    told: Delivery | None = None

    @property
    def again_url(self) -> str:
        """Where a person may share the page again; empty where nobody may."""
        return (
            reverse("integrations_share_again", args=[self.told.pk]) if self.told and may_share_again(self.told) else ""
        )


def preview(request: HttpRequest, page: Page) -> HttpResponse:
    """The page in the editor that shows every post that may be made."""
    share, uid = share_of(page), page_uid(page)
    draft = draft_of(page) if share else None
    found = [outlook(destination, uid, share, draft) for destination in _told(share)] if share else _left(uid)
    context = {"page": page, "share": share, "outlooks": found}
    return TemplateResponse(request, "integrations/preview.html", context)


def outlook(
    destination: Destination, uid: UUID, share: Mapping[str, Any], document: Mapping[str, Any] | None = None
) -> Outlook:
    """What one destination would post of a page, and when."""
    adapter, told = destination.adapter, told_of(destination, uid)
    try:
        payload = adapter.compose(with_disclaimer(message_about(share, document)), destination.config, MARKER)
    except ValueError as error:
        return Outlook(destination, "", None, str(error))
    length = adapter.length(payload.text, destination.config)
    return Outlook(destination, adapter.preview(payload), length, plan(destination, uid, share), told)


def plan(destination: Destination, uid: UUID, share: Mapping[str, Any]) -> str:
    """What will become of a page here, or has."""
    if told := told_of(destination, uid):
        return standing(told)
    if posting(share, destination) == Posting.NEVER:
        return NOT_HERE
    now = clock.now()
    news = {**share, "first_published_at": share["first_published_at"] or now.isoformat()}
    if reason := why_wait(destination, uid, news, now):
        return f"Will wait for a decision. {reason}"
    return f"Goes out by itself {destination.announce_delay} seconds after the page is first published."


def upcoming(delivery: Delivery) -> str:
    """What a delivery will say, made of the bytes that would be sent now; why it says nothing, where that is so."""
    try:
        payload = delivery.payload if delivery.body is not None else _as_of_now(delivery)
    except ValueError as error:
        return f"{error}."
    return delivery.destination.adapter.preview(payload)


def _as_of_now(delivery: Delivery) -> Payload:
    return composed(delivery.destination, delivery, Shown.by([delivery.change]))


def told_of(destination: Destination, uid: UUID) -> Delivery | None:
    """The last post about a page here, whatever became of it."""
    return destination.deliveries.filter(change__uid=uid, purpose=Delivery.Purpose.TELL).order_by("pk").last()


def message_about(share: Mapping[str, Any], document: Mapping[str, Any] | None = None) -> Message:
    """The message that would tell of a page which is first published now."""
    return Message(
        id="",
        action="published",
        cause="content",
        occurred_at=timezone.now(),
        kind="page",
        type=share["type"],
        uid="",
        path="",
        previous_path="",
        version=1,
        etag="",
        url=share["url"],
        document=document,
        share=share,
    )


def _left(uid: UUID) -> list[Outlook]:
    """What became of the posts about a page that is not shared any more."""
    posted = ((destination, told_of(destination, uid)) for destination in _social())
    return [Outlook(destination, "", None, standing(told)) for destination, told in posted if told]


def _social() -> QuerySet[Destination]:
    names = [channel.name for channel in CHANNELS.values() if channel.capabilities.announces]
    return Destination.objects.defer("secret").filter(channel__in=names).exclude(state=Destination.State.CLOSED)


def _told(share: Mapping[str, Any]) -> list[Destination]:
    """The destinations where people see what is posted, and which want to hear of such a page."""
    return [
        destination
        for destination in _social()
        if share["type"] in (destination.types or [share["type"]]) and destination.locale in ("", share["locale"])
    ]
