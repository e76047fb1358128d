"""From 'something was saved' to marks, and to a look as soon as the transaction has committed."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import Page, PageViewRestriction

from cms.publications.dependencies import row_of
from cms.publications.looks import look_after_commit
from cms.publications.models import Document, Kind
from cms.publications.staleness import everything, leading_to, leave_marks, reached_by, subtree_of, with_aliases
from cms.publications.subjects import Subject
from cms.publications.withdrawal import withdraw, withdraw_unreadable


def saved(instance: Model) -> None:
    """A row was saved, or its relations were set."""
    _mark_row(instance)
    if isinstance(instance, PageViewRestriction):
        moved_or_gated(instance.page)
    elif isinstance(instance, Page) and not instance.live:
        _withdraw(instance)


def deleting(instance: Model) -> None:
    """A row is about to be deleted, while what refers to it can still be found."""
    _mark_row(instance)
    if isinstance(instance, PageViewRestriction):
        _mark_pages(subtree_of(*with_aliases(instance.page)))
    elif isinstance(instance, Page):
        _withdraw(instance)
    elif isinstance(instance, Group):
        _mark_pages(subtree_of(*with_aliases(*Page.objects.filter(view_restrictions__groups=instance))))


def moved_or_gated(*pages: Page) -> None:
    """The paths or the privacy of pages have changed, and of everything below them and of whatever repeats that."""
    below = subtree_of(*with_aliases(*pages))
    withdraw_unreadable(below)
    _mark_pages(below)
    _mark(leading_to(below))


def shape_changed() -> None:
    """A site or a locale has changed, which every document depends on."""
    _mark(everything())


def _withdraw(page: Page) -> None:
    withdraw(Document.objects.filter(kind=Kind.PAGE, object_id=str(page.pk)))


def _mark_pages(pages: QuerySet[Page]) -> None:
    _mark(Subject(Kind.PAGE, str(pk)) for pk in pages.values_list("pk", flat=True))


def _mark(subjects: Iterable[Subject]) -> None:
    marked = leave_marks(subjects)
    if marked:
        look_after_commit(marked)


def _mark_row(instance: Model) -> None:
    look_after_commit(leave_marks(reached_by(instance)), [row_of(instance)])
