"""Reads a whole page: what it says of itself, and its body."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time

from bs4 import BeautifulSoup, Tag
from django.utils.dateparse import parse_date, parse_datetime

from cms.transfer.found import FoundPage, Remark, cut, without_repeats
from cms.transfer.html_body import Body
from cms.transfer.html_left_out import attribute, describe, substance, why_left_out
from cms.transfer.html_parser import parse
from cms.transfer.html_readers import joined
from cms.transfer.html_references import works_in
from cms.transfer.html_text import tidy, visible_text

MOST = {"title": 255, "seo_title": 255, "summary": 300, "image_alt": 250}
MOST_BYLINE = 100
BYLINES = '[rel~="author"], [itemprop="author"], .byline, .author'
BY = re.compile(r"^(written\s+)?by:?\s+", re.IGNORECASE)


def read_page(markup: bytes | str, source: str, address: str = "", encoding: str = "") -> FoundPage:
    """What a page of HTML tells.

    Args:
        markup: the document.
        source: its identity.
        address: where it stood on the web; without one, what the page itself says.
        encoding: what its bytes are known to be in.

    Raises:
        ValueError: it cannot be read as HTML.
    """
    soup = parse(markup, encoding)
    canonical = joined(address, _of(soup, 'link[rel~="canonical"]', "href"))
    page = FoundPage(source=source, title="", address=address or canonical or source)
    page.aliases = frozenset(without_repeats([page.address, canonical]))
    _read_head(page, soup)
    root = soup.find("main") or _only(soup.find_all("article")) or soup.body or soup
    _take_title(page, root)
    _take_byline(page, root)
    page.works = works_in(root)
    body = Body(page.address).read(root)
    page.body = body.blocks
    page.remarks += [*body.remarks, *_outside(root)]
    page.summary = page.summary or first_words(page)
    for name, most in MOST.items():
        page.fit(name, most)
    return page


def _read_head(page: FoundPage, soup: BeautifulSoup) -> None:
    page.seo_title = visible_text(*soup.title.contents) if soup.title else ""
    page.title = _meta(soup, "og:title") or page.seo_title
    page.summary = _meta(soup, "description") or _meta(soup, "og:description")
    page.language = _of(soup, "html[lang]", "lang")
    page.authors = without_repeats([_meta(soup, "author")])
    page.published = moment(
        _meta(soup, "article:published_time") or _of(soup, 'time[itemprop="datePublished"], time[pubdate]', "datetime")
    )
    page.image = joined(page.address, _meta(soup, "og:image"))
    page.image_alt = _meta(soup, "og:image:alt")


def _take_title(page: FoundPage, root: Tag) -> None:
    """The first heading names the page: it stands in the title, and not in the body again."""
    heading = next(filter(_is_text_of_page, root.find_all("h1")), None)
    if heading and (text := visible_text(heading)):
        page.title = text
        for picture in heading.find_all("img"):
            heading.insert_after(picture)
        heading.extract()
    page.seo_title = "" if page.seo_title == page.title else page.seo_title


def _is_text_of_page(tag: Tag) -> bool:
    return not any(why_left_out(around) for around in (tag, *tag.parents) if around.name != "[document]")


def _take_byline(page: FoundPage, root: Tag) -> None:
    for byline in root.select(BYLINES):
        text = visible_text(byline)
        if 0 < len(text) <= MOST_BYLINE and any(around is root for around in byline.parents):
            page.authors = without_repeats([*page.authors, BY.sub("", text)])
            page.remark("was read as the author", describe(byline), text)
            byline.extract()


def _outside(root: Tag) -> Iterator[Remark]:
    for on_the_way in (root, *root.parents):
        for other in (*on_the_way.previous_siblings, *on_the_way.next_siblings):
            text = substance(other) if isinstance(other, Tag) else visible_text(other)
            if text:
                element = describe(other) if isinstance(other, Tag) else "text"
                yield Remark("stands outside the text of the page, and is left out", element, text)


def _only(tags: list[Tag]) -> Tag | None:
    return tags[0] if len(tags) == 1 else None


def first_words(page: FoundPage) -> str:
    """The beginning of the first paragraph, for a page without a summary of its own."""
    first = next((value for name, value in page.body if name == "paragraph"), "")
    return cut(visible_text(parse(first)), MOST["summary"])


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = next((tag for tag in soup.find_all("meta") if name in (tag.get("name"), tag.get("property"))), None)
    return tidy(attribute(found, "content")) if found else ""


def _of(soup: BeautifulSoup, selector: str, name: str) -> str:
    found = soup.select_one(selector)
    return attribute(found, name) if found else ""


def moment(text: str) -> datetime | None:
    """A moment from its text, ISO 8601; one without a time zone is read as UTC, a day as its beginning."""
    try:
        found = parse_datetime(text)
        day = None if found else parse_date(text[:10])
    except ValueError:
        return None
    if day:
        found = datetime.combine(day, time.min)
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
