"""What becomes of each element of a page."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bs4 import Tag
from wagtail.whitelist import check_url

from cms.transfer.found import cut
from cms.transfer.html_left_out import attribute
from cms.transfer.html_prose import Marks
from cms.transfer.html_tables import NotATable, table_value
from cms.transfer.html_text import LOWERED, RAISED, elements, tidy, visible_text

if TYPE_CHECKING:  # a body reads elements, and a reader writes into a body
    from cms.transfer.html_body import Body

Reader = Callable[["Body", Tag, Marks], None]

MOST_IN_HEADING = 150
MOST_WITH_IMAGE = 250
# What a quotation, which is plain text, cannot hold.
STRUCTURE = elements("img table ul ol dl h1 h2 h3 h4 h5 h6 figure pre blockquote details")
# Files of one run lead to each other; what else is on this machine, `Links` takes out.
KEPT_SCHEMES = ("http:", "https:", "mailto:", "tel:", "file:")
LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")


def joined(base: str, address: str) -> str:
    """An address as seen from another; empty when it is none."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def bold(body: "Body", tag: Tag, marks: Marks) -> None:
    body.walk(tag, replace(marks, bold=True))


def italic(body: "Body", tag: Tag, marks: Marks) -> None:
    body.walk(tag, replace(marks, italic=True))


def link(body: "Body", tag: Tag, marks: Marks) -> None:
    href = attribute(tag, "href")
    body.walk(tag, replace(marks, href=_target(body, tag, href)) if href else marks)


def _target(body: "Body", tag: Tag, href: str) -> str:
    target = joined(body.address, href)
    if href.startswith("#"):
        body.remark("led to a place in its own page; the text stays", tag, href)
    elif not target.startswith(KEPT_SCHEMES) or not check_url(target.removeprefix("file:")):
        body.remark("leads nowhere that can be kept; the text stays", tag, href)
    else:
        return target
    return ""


def line_break(body: "Body", _tag: Tag, _marks: Marks) -> None:
    body.prose.line_break()


def shifted(body: "Body", tag: Tag, marks: Marks) -> None:
    """Raised or lowered text: a power that is written on the line would be another number."""
    text = visible_text(tag)
    table = RAISED if tag.name == "sup" else LOWERED
    if text and not tag.find(True) and all(ord(character) in table for character in text):
        body.prose.write(text.translate(table), marks)
    else:
        body.remark("was raised or lowered, and stands on the line now", tag, text)
        body.walk(tag, marks)


def quoted(body: "Body", tag: Tag, marks: Marks) -> None:
    body.prose.write("“", marks)
    body.walk(tag, marks)
    body.prose.write("”", marks)


def heading(body: "Body", tag: Tag, marks: Marks) -> None:
    text = visible_text(tag)
    if body.prose.lists or len(text) > MOST_IN_HEADING or tag.find(STRUCTURE):
        body.remark("became a paragraph, because a heading is short, plain and in no list", tag, text)
        body.paragraph(tag, replace(marks, bold=True))
    elif text:
        body.add("heading", {"text": text, "level": "2" if tag.name in ("h1", "h2") else "3"})
        _tell_links(body, tag)


def listing(body: "Body", tag: Tag, marks: Marks) -> None:
    body.within_list(tag, marks, "ol" if tag.name == "ol" else "ul")


def item(body: "Body", tag: Tag, marks: Marks) -> None:
    body.prose.end_line()
    body.walk(tag, marks)
    body.prose.end_line()


def term(body: "Body", tag: Tag, marks: Marks) -> None:
    body.paragraph(tag, replace(marks, bold=True))


def preformatted(body: "Body", tag: Tag, marks: Marks) -> None:
    body.prose.end_paragraph()
    for line in tag.get_text().splitlines():
        body.prose.write(line, marks)
        body.prose.line_break()
    body.prose.end_paragraph()
    body.remark("has lost the spaces that set it out", tag)


def picture(body: "Body", tag: Tag, _marks: Marks, caption: str = "") -> None:
    address = next(filter(None, (joined(body.address, attribute(tag, name)) for name in LAZY_SOURCES)), "")
    alt = tidy(attribute(tag, "alt"))
    if not address or {attribute(tag, "width"), attribute(tag, "height")} & {"0", "1"}:
        body.remark("shows nothing, and is left out", tag, address)
        return
    if not alt:
        body.remark("has no description: write one before you publish", tag, address)
    if len(alt) > MOST_WITH_IMAGE:
        body.remark("had a longer description", tag, alt)
    body.add("image", {"image": address, "alt": cut(alt, MOST_WITH_IMAGE), "caption": caption})


def figure(body: "Body", tag: Tag, marks: Marks) -> None:
    """A picture with what is said below it; whatever else has a caption keeps it as a paragraph."""
    images, text = tag.find_all("img"), visible_text(tag)
    if len(images) != 1 or len(text) > MOST_WITH_IMAGE or tag.find(STRUCTURE - {"img"}):
        body.paragraph(tag, marks)
    else:
        picture(body, images[0], marks, caption=text)
        _tell_links(body, *tag.find_all("figcaption"))


def quotation(body: "Body", tag: Tag, marks: Marks) -> None:
    if tag.find(STRUCTURE) or body.prose.lists:
        body.remark("became ordinary text, because a quotation holds text alone", tag)
        body.paragraph(tag, marks)
        return
    sources = [found.extract() for found in tag.find_all(["footer", "cite"])]
    text, source = visible_text(tag), visible_text(*sources)
    if text or source:
        body.add("quote", {"text": text or source, "source": source if text else ""})
        _tell_links(body, tag, *sources)


def table(body: "Body", tag: Tag, marks: Marks) -> None:
    try:
        value, notes = table_value(tag)
    except NotATable as why:
        body.remark(f"became ordinary text: {why}", tag)
        body.paragraph(tag, marks)
        return
    body.add("table", value)
    for note, text in notes:
        body.remark(note, tag, text)
    _tell_links(body, tag)


def details(body: "Body", tag: Tag, marks: Marks) -> None:
    """Text that opens, where it is nothing but text; otherwise what names it stands above what it opens."""
    title = tag.find("summary", recursive=False)
    label = visible_text(title.extract()) if title else ""
    inner = body.apart().read(tag)
    if [name for name, _ in inner.blocks] == ["paragraph"] and 0 < len(label) <= MOST_IN_HEADING:
        body.add("expander", {"summary": label, "text": inner.blocks[0][1]})
    else:
        body.remark("stands open now", tag, label)
        body.prose.end_paragraph()
        body.prose.write(label, replace(marks, bold=True))
        body.prose.end_paragraph()
        for name, value in inner.blocks:
            body.add(name, value)
    body.remarks += inner.remarks


def _tell_links(body: "Body", *tags: Tag) -> None:
    for tag in tags:
        for found in tag.find_all("a", href=True):
            body.remark("was a link where only plain text can be", found, attribute(found, "href"))


READERS: dict[str, Reader] = {
    **dict.fromkeys(("b", "strong"), bold),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), italic),
    "a": link,
    "br": line_break,
    **dict.fromkeys(("sup", "sub"), shifted),
    "q": quoted,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
    **dict.fromkeys(("ul", "ol", "dir"), listing),
    "li": item,
    "dt": term,
    "pre": preformatted,
    "img": picture,
    "figure": figure,
    "blockquote": quotation,
    "table": table,
    "details": details,
}
