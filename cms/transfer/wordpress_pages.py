"""Turns a site of WordPress into pages."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from cms.transfer.found import FoundPage, Remark, cut, without_repeats
from cms.transfer.html_body import Body
from cms.transfer.html_page import MOST, first_words, moment
from cms.transfer.html_parser import parse
from cms.transfer.html_references import works_in
from cms.transfer.html_text import tidy, visible_text
from cms.transfer.report import SKIPPED, Outcome
from cms.transfer.wordpress_export import Export, Item
from cms.transfer.wordpress_text import as_html

TAKEN = ("publish", "draft")
MOST_TAG = 100


class WordPressPages:
    """The posts and the pages of a site.

    Args:
        posts: the family that posts become; pages become pages.
    """

    def __init__(self, export: Export, posts: str) -> None:
        self._export = export
        self._families = {"post": posts, "page": "pages"}
        self._by_number = {item.post_id: item for item in export.items}

    def found(self) -> list[FoundPage]:
        """What can be taken, parents before what stands below them."""
        return [self._page(item) for item in sorted(filter(self._is_taken, self._export.items), key=self._depth)]

    def skipped(self) -> Iterator[Outcome]:
        """What is nothing for this site. Attachments are taken with the pages that show them, and not told."""
        for item in self._export.items:
            if item.post_type != "attachment" and not self._is_taken(item):
                title = item.title or item.post_name or item.guid
                yield Outcome(FoundPage(source=item.guid, title=title), SKIPPED, why=f"{item.post_type}, {item.status}")

    def _is_taken(self, item: Item) -> bool:
        return item.post_type in self._families and item.status in TAKEN

    def _depth(self, item: Item) -> int:
        """How many pages it stands below; a circle ends somewhere."""
        seen = {item.post_id}
        while (item := self._by_number.get(item.post_parent, item)).post_id not in seen:
            seen.add(item.post_id)
        return len(seen)

    def _page(self, item: Item) -> FoundPage:
        parent = self._by_number.get(item.post_parent)
        address, alt = self._image(item.meta.get("_thumbnail_id", "")) or ("", "")
        page = FoundPage(
            source=item.guid or item.link,
            family=self._families[item.post_type],
            address=item.link,
            aliases=frozenset(without_repeats([item.guid, f"{self._export.base}/?p={item.post_id}"])),
            parent=parent.guid if parent else "",
            title=visible_text(parse(item.title)),
            slug=unquote(item.post_name),
            summary=visible_text(parse(item.excerpt)),
            language=self._export.language,
            authors=without_repeats([tidy(self._export.authors.get(item.creator, item.creator))]),
            tags=without_repeats(cut(unescape(term), MOST_TAG) for term in item.terms if term != "Uncategorized"),
            published=moment(item.post_date_gmt) if item.status == "publish" else None,
            image=address,
            image_alt=alt,
        )
        self._read_body(page, item)
        for name, most in MOST.items():
            page.fit(name, most)
        return page

    def _read_body(self, page: FoundPage, item: Item) -> None:
        html, page.remarks = as_html(item.content, self._image)
        root = parse(html)
        page.works = works_in(root)
        body = Body(page.address).read(root)
        page.body = body.blocks
        page.remarks += body.remarks
        page.summary = page.summary or first_words(page)
        page.remarks += [Remark("is a comment, and is left out", "comment", text) for text in item.comments]
        if item.post_password:
            page.remark("was protected by a password there; everybody may read it here once it is published", "page")

    def _image(self, number: str) -> tuple[str, str] | None:
        item = self._by_number.get(number)
        if item is None or not item.attachment_url:
            return None
        return item.attachment_url, tidy(item.meta.get("_wp_attachment_image_alt", ""))
