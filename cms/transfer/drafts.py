"""Makes drafts of what was found. Nothing is published, and nothing that somebody has worked on is touched."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.core.models import Authorship, Citation, ContentPage
from cms.media.models import CustomImage
from cms.transfer.families import FAMILIES, known_language
from cms.transfer.found import Block, FoundPage
from cms.transfer.links import Links
from cms.transfer.models import ImportedPage
from cms.transfer.pictures import Pictures
from cms.transfer.report import CREATED, FAILED, LEFT, UNCHANGED, UPDATED, Outcome
from cms.transfer.works import people, references

MOST_SOURCE = 500
MOST_SLUG = 200
NAMELESS = "Page without a title"
Place = tuple[FoundPage, ImportedPage, str]


class Import:
    """One run over pages that were found elsewhere.

    Args:
        parent: the page that they stand below, where their type allows it; otherwise the index of the type, in the
            language of each page.
        pictures: takes their pictures; None takes none.
        create_people: whether authors who are unknown here become people.
    """

    def __init__(self, parent: Page | None, pictures: Pictures | None, *, create_people: bool = False) -> None:
        self._parent = parent
        self._pictures = pictures
        self._create_people = create_people

    def keep(self, pages: list[FoundPage]) -> Iterator[Outcome]:
        """Make and renew drafts, parents before what stood below them.

        All of them get their places first, so that they can lead to each other. A run that is broken off is taken up
        by the next.
        """
        placed: list[Place] = []
        for found in pages:
            try:
                placed.append((found, *self._place(found)))
            except ValueError as why:
                yield Outcome(found, FAILED, why=str(why))
        links = Links([(found, imported.page_id) for found, imported, _ in placed])
        for found, imported, what in placed:
            if what in (CREATED, UPDATED):
                self._fill(found, imported, links)
            yield Outcome(found, what, imported.page.specific)

    @transaction.atomic
    def _place(self, found: FoundPage) -> tuple[ImportedPage, str]:
        """The page for a source, and what is to be done with it."""
        if len(found.source) > MOST_SOURCE:
            raise ValueError(f"its source has more than {MOST_SOURCE} characters")
        imported = ImportedPage.objects.filter(source=found.source).select_related("page").first()
        if imported is None:
            page = self._new_page(found)
            return ImportedPage.objects.create(source=found.source, page=page), CREATED
        if imported.digest == found.digest:
            return imported, UNCHANGED
        if not imported.digest:
            return imported, CREATED
        return imported, UPDATED if imported.is_untouched else LEFT

    def _new_page(self, found: FoundPage) -> Page:
        parent = self._parent_of(found)
        title = found.title or NAMELESS
        wish = slugify(found.slug or title, allow_unicode=True)[:MOST_SLUG] or "page"
        page = FAMILIES[found.family].page(title=title, slug=find_available_slug(parent, wish), live=False)
        if known_language(found.language) not in ("", parent.locale.language_code):
            found.remark(f"stands below a page in “{parent.locale.language_code}” now", "language", found.language)
        return parent.add_child(instance=page)

    def _parent_of(self, found: FoundPage) -> Page:
        family = FAMILIES[found.family]
        above = ImportedPage.objects.filter(source=found.parent).first() if found.parent else None
        for parent in (above and above.page, self._parent, family.parent_for(found.language)):
            if parent and family.may_stand_below(parent):
                return parent
        raise ValueError(f"there is no {family.index._meta.verbose_name} to put it below")

    def _fill(self, found: FoundPage, imported: ImportedPage, links: Links) -> None:
        blocks = [block for before in found.body for block in self._block(found, before, links)]
        picture = self._picture(found, found.image) if found.image else None
        digest = found.digest
        with transaction.atomic():
            page = imported.page.specific
            _write(page, found, blocks, picture)
            page.authorships = [Authorship(person=person) for person in people(found, self._create_people)]
            page.citations = [Citation(reference=reference) for reference in references(found)]
            page.save()
            imported.revision = page.save_revision(clean=False)
            imported.digest = digest
            imported.save()

    def _block(self, found: FoundPage, block: Block, links: Links) -> list[Block]:
        """A block as it is stored: with a page here for a link, with a picture for its address."""
        name, value = block
        if name == "paragraph":
            return [(name, links.lead_home(value, found))]
        if name == "expander":
            return [(name, {**value, "text": links.lead_home(value["text"], found)})]
        if name == "image":
            picture = self._picture(found, value["image"])
            return [(name, {**value, "image": picture.pk})] if picture else []
        return [block]

    def _picture(self, found: FoundPage, address: str) -> CustomImage | None:
        try:
            return self._pictures.take(address) if self._pictures else None
        except ValueError as why:
            found.remark(f"is not taken: {why}", "img", address)
            return None


def _write(page: ContentPage, found: FoundPage, blocks: list[Block], picture: CustomImage | None) -> None:
    values: dict[str, Any] = {
        "title": found.title or NAMELESS,
        "seo_title": found.seo_title,
        "summary": found.summary,
        # A page that stood elsewhere before is no news here: channels judge that by this date.
        "first_published_at": found.published,
        "image": picture,
        "image_alt": found.image_alt if picture else "",
        "body": json.dumps([{"type": name, "value": value} for name, value in blocks]),
    }
    for name, value in values.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.tags.set(found.tags)
