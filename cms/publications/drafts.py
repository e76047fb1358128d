"""Drafts as documents: rendered like everything that is published, behind the same gate, and stored nowhere."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID, uuid5

import structlog
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import translation
from wagtail.models import Page

from cms.core.content_types import content_types
from cms.core.models import ContentPage
from cms.media.addresses import lend
from cms.publications.audiences import NOBODY
from cms.publications.documents import render_full, render_teaser
from cms.publications.identity import page_uid
from cms.publications.models import Change, Document, Kind
from cms.publications.projection import unstored
from cms.publications.rendered import Rendered
from cms.publications.rendering import World
from cms.publications.subjects import Subject

logger = structlog.get_logger(__name__)

Result = TypeVar("Result")

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(Exception):
    """A draft that cannot be rendered as it stands.

    Args:
        page: whose draft it is.
        reason: what editors can do about it, in a sentence.
    """

    def __init__(self, page: Page, reason: str) -> None:
        super().__init__(f"The draft of “{page.draft_title or page.title}” cannot be shown. {reason}")
        self.page = page


def pages(*models: type[ContentPage]) -> QuerySet[Page]:
    """Every page of some content types, or of all, with the times that stand for those of a publication: `saved_at`,
    of its draft, and `begun_at`, when it was first published, or saved if it never was."""
    saved = Coalesce("latest_revision_created_at", "last_published_at", Value(LONG_AGO), output_field=DateTimeField())
    some = Page.objects.type(*(models or content_types())).select_related("locale")
    return some.annotate(saved_at=saved, begun_at=Coalesce("first_published_at", saved))


def drafts_with(audiences: Collection[str], uid: UUID) -> list[Document]:
    """The draft of this uid, if it is for these audiences.

    Raises:
        Unreadable: it cannot be rendered.
    """
    standing = Document.objects.filter(kind=Kind.PAGE, uid=uid).values_list("object_id", flat=True)
    return _drafts_for(audiences, pages().filter(pk=standing.first() or _pk_of_unpublished(uid)), World())


def _pk_of_unpublished(uid: UUID) -> int | None:
    """A uid cannot be turned back into what it was made of, and what is not published is not many."""
    rows = Page.objects.filter(live=False).values_list("pk", "translation_key", "locale__language_code")
    return next((pk for pk, key, code in rows.iterator() if uuid5(key, code) == uid), None)


def drafts_at(audiences: Collection[str], path: str, site_id: int | None) -> list[Document]:
    """The drafts of the pages that stand at a path of a site; where none does, those that are to stand there.

    Raises:
        Unreadable: one cannot be rendered.
    """
    world, below = World(), path.strip("/")
    places = [tree + (f"{below}/" if below else "") for tree in world.roots.trees_of(site_id)]
    slugs = {place.rstrip("/").rpartition("/")[2] for place in places}  # of slugs there is an index, of places none
    if found := _drafts_for(audiences, pages().filter(slug__in=slugs, url_path__in=places), world):
        return found
    renamed = pages().filter(has_unpublished_changes=True, latest_revision__content__slug=below.rpartition("/")[2])
    return [draft for draft in _drafts_for(audiences, renamed, world) if draft.path.strip("/") == below]


def drafts_of(audiences: Collection[str], documents: Iterable[Document]) -> list[Document]:
    """Documents as their drafts are; what has no draft, or one that cannot be shown, as it is published."""
    found, world = list(documents), World()
    pks = [document.object_id for document in found if document.kind == Kind.PAGE]
    edited = {page_uid(page): page for page in pages().filter(pk__in=pks, has_unpublished_changes=True)}
    shown = (_draft_or(audiences, document, edited.get(document.uid), world) for document in found)
    return list(filter(None, shown))


def _draft_or(audiences: Collection[str], document: Document, page: Page | None, world: World) -> Document | None:
    try:
        return draft_for(audiences, page, world) if page else document
    except Unreadable:  # whoever asks for that draft itself is told why
        return document


def _drafts_for(audiences: Collection[str], some: QuerySet[Page], world: World) -> list[Document]:
    return [draft for page in some if (draft := draft_for(audiences, page, world))]


def draft_for(audiences: Collection[str], page: Page, world: World) -> Document | None:
    """What these audiences would read of a page if its draft were published now; None when it is not for them.

    Args:
        audiences: the reader's.
        page: one of `pages()`; without unpublished changes it is read as it is published.
        world: as it is now.

    Raises:
        Unreadable: the draft cannot be rendered.
    """
    if page.live and not page.has_unpublished_changes:
        return published_for(audiences, page)
    audience = world.restrictions.audience_of(page.path)
    if audience is None or world.roots.place(page.url_path) is None:
        return None
    if audience in audiences:
        return _document(page, _rendered(page, lambda draft: render_full(draft, audience, world)))
    return _teaser(page, world)


def _teaser(page: Page, world: World) -> Document | None:
    """What those outside may read of a draft; what is wrong with it is not for them."""
    with suppress(Unreadable):  # its editors are told where they ask for the whole draft
        rendered = _rendered(page, lambda draft: render_teaser(draft, world) if draft.has_teaser else None)
        return _document(page, rendered) if rendered else None
    return None


def published_for(audiences: Collection[str], page: Page) -> Document | None:
    """What these audiences read of a page now."""
    return Document.objects.visible_to(audiences).filter(kind=Kind.PAGE, object_id=str(page.pk)).first()


def whole_draft(page: Page) -> Document:
    """The draft of one of `pages()` as its own audience would read it, for whoever an editor shows it to.

    Raises:
        Unreadable: the draft cannot be rendered.
    """
    world = World()
    if world.roots.place(page.url_path) is None:
        raise Unreadable(page, "It stands in no site.")
    audience = world.restrictions.audience_of(page.path) or NOBODY
    return _document(page, _rendered(page, lambda draft: render_full(draft, audience, world)))


def _document(page: Any, rendered: Rendered) -> Document:
    """Its version is 0: versions count what readers were told, and nobody was told of a draft."""
    said = Change(version=0, published_at=page.begun_at, updated_at=page.saved_at)
    document = unstored(Subject(Kind.PAGE, str(page.pk)), rendered, said)
    document.body, document.summary = lend(bytes(document.body)), lend(bytes(document.summary))
    # Of the bytes, because what is lent changes: who held it for longer would show pictures that open no more.
    document.etag = sha256(bytes(document.body)).hexdigest()[:24]
    return document


def _rendered(page: Page, show: Callable[[ContentPage], Result]) -> Result:
    draft: Any = page
    try:
        draft = page.get_latest_revision_as_object()
        draft.first_published_at = page.first_published_at  # a revision keeps milliseconds only
        with translation.override(draft.locale.language_code):
            return show(draft)
    except DatabaseError:
        raise
    except Exception as error:
        # A content type's own code: whatever it raises at half a page is no failure of ours.
        logger.warning("draft_not_rendered", page=page.pk, exc_info=error)
        raise Unreadable(page, _what_is_missing(draft)) from error


def _what_is_missing(draft: Any) -> str:
    try:
        draft.clean_fields()
    except ValidationError as error:
        names = sorted(str(draft._meta.get_field(name).verbose_name) for name in error.message_dict)
        return f"Look at: {', '.join(names)}."
    return "Try to publish it: the form says what is wrong."
