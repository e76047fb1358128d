"""What no trigger can see is found by comparing: bulk updates, and a crash between a save and its mark.

Each minute liveness, path and audience of everything are compared with what was last published (`mark_differences`);
within a day every document is rendered and compared once (`check_oldest`).
"""

from collections.abc import Iterator
from math import ceil

from wagtail.models import Page

from cms.core.content_types import content_types
from cms.publications.audiences import Restrictions
from cms.publications.models import Access, Dependency, Document, Kind, StaleMark
from cms.publications.reconcile import reconcile
from cms.publications.sites import Roots
from cms.publications.staleness import leave_marks
from cms.publications.subjects import Subject, models_by_kind

MINUTES_A_DAY = 24 * 60

# (site, path, audience) of the full document of an object; None: it has none.
Standing = tuple[int | None, str, str]


def mark_differences() -> int:
    """Mark everything whose place or audience differs from its documents'; returns how many objects."""
    marked = set(StaleMark.objects.values_list("kind", "object_id").distinct())
    found = [subject for subject in _differing() if (subject.kind, subject.object_id) not in marked]
    return len(leave_marks(found))


def check_oldest() -> int:
    """Reconcile the objects whose documents were checked longest ago, a day's share of a minute; returns how many."""
    share = ceil(Document.objects.count() / MINUTES_A_DAY) + 1
    oldest = Document.objects.order_by("checked_at").values_list("kind", "object_id")[:share]
    subjects = {Subject(kind, object_id) for kind, object_id in oldest}
    for subject in subjects:
        reconcile(subject)
    return len(subjects)


def _differing() -> Iterator[Subject]:
    yield from _differing_pages()
    for kind, model in models_by_kind().items():
        if kind != Kind.PAGE:
            there = {str(pk) for pk in model._default_manager.values_list("pk", flat=True)}
            told = set(Document.objects.filter(kind=kind).values_list("object_id", flat=True))
            # What was looked at and has no document, such as a redirect to a draft, is as it should be.
            seen = set(Dependency.objects.filter(kind=kind).values_list("object_id", flat=True))
            yield from (Subject(kind, object_id) for object_id in (there - seen - told) | (told - there))


def _differing_pages() -> Iterator[Subject]:
    told = _told()
    for object_id, standing in _served():
        if told.pop(object_id, None) != standing:
            yield Subject(Kind.PAGE, object_id)
    yield from (Subject(Kind.PAGE, object_id) for object_id in told)


def _served() -> Iterator[tuple[str, Standing]]:
    """Where and to whom each live page should be readable; one that nobody may read is left out."""
    roots, restrictions = Roots.load(), Restrictions.load()
    live = Page.objects.type(*content_types()).filter(live=True).values_list("pk", "path", "url_path")
    for pk, tree_path, url_path in live.iterator():
        audience, placed = restrictions.audience_of(tree_path), roots.place(url_path)
        if audience and placed:
            yield str(pk), (placed[0].site_id, placed[1], audience)


def _told() -> dict[str, Standing]:
    full = Document.objects.filter(kind=Kind.PAGE, access=Access.FULL)
    rows = full.values_list("object_id", "site_id", "path", "audience")
    return {object_id: (site_id, path, audience) for object_id, site_id, path, audience in rows}
