"""One rendering: what a field may ask about other pages, images and rich text, for one audience."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.utils.html import format_html
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter

from cms.core.api_fields import Json
from cms.core.models import ContentPage
from cms.core.outline import Outline
from cms.publications.audiences import PUBLIC, Restrictions
from cms.publications.identity import page_uid
from cms.publications.pictures import here, picture_value, src_of
from cms.publications.shown import Medium, Shown
from cms.publications.sites import Root, Roots

# What may stand in a path as it is; a redirect's also has a query.
IN_PATHS = "/?&=;,:@+~"


@dataclass
class World:
    """The facts outside the object that a rendering depends on, read once for all its audiences."""

    @cached_property
    def restrictions(self) -> Restrictions:
        return Restrictions.load()

    @cached_property
    def roots(self) -> Roots:
        return Roots.load()


@dataclass
class PageRendering:
    """A rendering for one audience; it implements `cms.core.api_fields.Rendering`.

    `references` collects the uids of the documents mentioned, by the field that is being rendered, whether or not this
    audience may see them: they stand beside the body and are gated again when they are expanded. `others` collects the
    audiences of pages that are not for this one. `shown` collects the images and files that are shown: whoever may
    read the document may fetch them. `outline` collects the headings.
    """

    audience: str
    world: World
    field_name: str = ""
    references: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    others: set[str] = field(default_factory=set)
    shown: set[Shown] = field(default_factory=set)
    outline: Outline = field(default_factory=Outline)

    @property
    def mentioned(self) -> dict[str, list[str]]:
        """The `references`, of the fields that have some."""
        return {name: uids for name, uids in self.references.items() if uids}

    def mention(self, uid: UUID) -> None:
        mentioned = self.references[self.field_name]
        if str(uid) not in mentioned:
            mentioned.append(str(uid))

    @property
    def is_public(self) -> bool:
        return self.audience == PUBLIC

    def link(self, page: Page | None) -> Json | None:
        found = self._found(page)
        if found is None:
            return None
        self.mention(page_uid(found[0]))
        return self._stub(*found)

    def stub(self, page: Page | None) -> Json | None:
        found = self._found(page)
        return self._stub(*found) if found else None

    def _stub(self, page: ContentPage, root: Root, path: str) -> Json | None:
        if not self._shows(page):
            return None
        url = root.base_url + quote(path)
        return {"id": str(page_uid(page)), "type": page.api_name, "title": page.title, "path": path, "url": url}

    def trail(self, page: Page) -> list[Json]:
        root, _ = self.world.roots.placed(page)
        above = page.get_ancestors().filter(url_path__startswith=root.url_path).exclude(url_path=root.url_path)
        return [stub for one in above.specific() if (stub := self.stub(one)) is not None]

    def address_of(self, page: Page) -> str:
        root, path = self.world.roots.placed(page)
        return root.base_url + quote(path)

    def home_of(self, page: Page) -> str:
        return self.world.roots.placed(page)[0].base_url + "/"

    def locked(self, page: Page | None) -> bool:
        found = self._found(page)
        audience = self.world.restrictions.audience_of(found[0].path) if found else None
        return audience not in {None, PUBLIC, self.audience}

    def address(self, path: str, site_id: int | None) -> str:
        return self.world.roots.base_url_of(site_id) + quote(path, safe=IN_PATHS)

    def _found(self, page: Page | None) -> tuple[ContentPage, Root, str] | None:
        """A page that some site serves, with its root and its path there."""
        specific = page.specific if page is not None and page.live else None
        if not isinstance(specific, ContentPage):
            return None
        placed = self.world.roots.place(specific.url_path)
        return (specific, *placed) if placed else None

    def _shows(self, page: ContentPage) -> bool:
        audience = self.world.restrictions.audience_of(page.path)
        if audience in {PUBLIC, self.audience}:
            return True
        if audience is not None:
            self.others.add(audience)
        return audience is not None and page.has_teaser

    def image(self, image: Any, alt: str) -> Json | None:
        if image is None:
            return None
        self.shown.add((Medium.IMAGE, image.pk))
        return {"id": image.pk, "alt": alt, **picture_value(image)}

    def picture(self, image: Any) -> str:
        """The address of an image that is shown without words."""
        self.shown.add((Medium.IMAGE, image.pk))
        return src_of(image)

    def rich_text(self, source: str) -> str:
        html = LinkRewriter({"page": self._page_anchor, "document": self._file_anchor})(str(source or ""))
        return EmbedRewriter({"image": self._embedded_picture})(html)

    def _page_anchor(self, attrs: dict[str, str]) -> str:
        stub = self.link(Page.objects.filter(pk=attrs.get("id")).first())
        return format_html('<a href="{}">', stub["url"]) if stub else "<a>"

    def _file_anchor(self, attrs: dict[str, str]) -> str:
        document = get_document_model().objects.filter(pk=attrs.get("id")).first()
        if document is None:
            return "<a>"
        self.shown.add((Medium.FILE, document.pk))
        return format_html('<a href="{}">', here(document.url))

    def _embedded_picture(self, attrs: dict[str, str]) -> str:
        image = get_image_model().objects.filter(pk=attrs.get("id")).first()
        if image is None:
            return ""
        tag = '<img src="{}" alt="{}" width="{}" height="{}">'
        return format_html(tag, self.picture(image), attrs.get("alt", ""), image.width, image.height)
