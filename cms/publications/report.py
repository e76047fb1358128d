"""What is stale, and why: the rows of the report in the Wagtail admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.core.content_types import content_types
from cms.publications.audiences import Restrictions
from cms.publications.models import Kind, RenderFailure, StaleMark
from cms.publications.schedule import overdue, refusal_of
from cms.publications.subjects import Subject

NOBODY_MAY_READ = (
    "Its privacy names more than one group, or none, so nobody outside can read it. Choose exactly one group, here or "
    "on the page above it."
)


@dataclass(frozen=True)
class Row:
    """One object that is not published as it stands."""

    name: str
    edit_url: str
    since: datetime | None
    reason: str
    attempts: int = 0


def rows() -> list[Row]:
    """Objects that were refused at their time, fail to render, wait to be looked at, or are readable by nobody."""
    return [*_refused(), *_failing(), *_waiting(), *_unreadable()]


def _refused() -> Iterator[Row]:
    for revision in overdue():
        told = refusal_of(revision)
        reason = f"It was to go live, but: {' '.join(told.data['reasons'])}" if told else "Is about to go live."
        yield Row(*_named(revision.content_object), revision.approved_go_live_at, reason)


def _failing() -> Iterator[Row]:
    for failure in RenderFailure.objects.order_by("since"):
        subject = Subject(failure.kind, failure.object_id)
        yield Row(*_name(subject), failure.since, f"Rendering fails: {failure.error}", failure.attempts)


def _waiting() -> Iterator[Row]:
    failing = set(RenderFailure.objects.values_list("kind", "object_id"))
    marks = StaleMark.objects.values("kind", "object_id").annotate(since=Min("marked_at")).order_by("since")
    for mark in marks[:200]:
        if (mark["kind"], mark["object_id"]) not in failing:
            yield Row(*_name(Subject(mark["kind"], mark["object_id"])), mark["since"], "Waits to be looked at.")


def _unreadable() -> Iterator[Row]:
    restrictions = Restrictions.load()
    for page in Page.objects.type(*content_types()).filter(live=True).iterator():
        if restrictions.audience_of(page.path) is None:
            yield Row(*_name(Subject(Kind.PAGE, str(page.pk))), page.last_published_at, NOBODY_MAY_READ)


def _name(subject: Subject) -> tuple[str, str]:
    instance = subject.load()
    if instance is None:
        return f"{subject.kind} {subject.object_id} (deleted)", ""
    return _named(instance)


def _named(instance: Any) -> tuple[str, str]:
    return str(instance), AdminURLFinder().get_edit_url(instance) or ""
