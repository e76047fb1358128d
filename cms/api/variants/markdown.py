"""Rich text as Markdown: CommonMark with the tables of GitHub; what that cannot say stays as HTML in its place."""

import re
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

# Without a meaning of their own; a link without an address is what is left of one to a page that is not for the reader.
MEANINGLESS = "span, font, a:not([href])"
ALIKE = (("b", "strong"), ("i", "em"))
IN_CELLS = ", ".join(f":is(td, th) {name}" for name in ("p", "div", "ul", "ol", "dl", "table", "blockquote", "pre"))
INLINE = ["a", "b", "strong", "i", "em"]
PARTS_OF_TABLES = {"thead", "tbody", "tfoot"}
BLOCKS = re.compile(r"\A(p|div|[uod]l|li|table|blockquote|pre|hr|h[1-6])\Z")
# Where a line is broken, until all is put together: white space that no text is left with.
BREAK = "\N{LINE SEPARATOR}\n"

# A text is split at markup, so that what would be harmless at its end may not be so together with what follows.
SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=[#\w]|\Z)|!(?=\Z)|(?<!\S)[-+=](?=[-=]*(?:\s|\Z))|(?<!\S)#(?=#*(?:\s|\Z))")
LIST_NUMBER = re.compile(r"(?<!\S)(\d{1,9})([.)])(?=\s|\Z)")
EMPTY_LINES = re.compile(r"\n[ \t\r\n]*\n")


def to_markdown(html: str) -> str:
    """HTML of rich text as Markdown that shows the same, as far as renderers allow HTML in Markdown."""
    return Markdown().convert(html)


class Markdown(MarkdownConverter):
    """Markdownify, kept to CommonMark: it escapes what would be markup, and marks only what will be understood."""

    class Options:
        """Read by Markdownify."""

        bullets = "-"
        heading_style = ATX
        wrap = True  # one line a paragraph
        wrap_width = None

    def convert_soup(self, soup: BeautifulSoup) -> str:
        return super().convert_soup(tidied(soup)).strip().replace(BREAK, "\\\n")

    def get_conv_fn(self, tag_name: str) -> Any:
        # Markdownify drops tags that it does not know and keeps what is in them.
        known = super().get_conv_fn(tag_name)  # type: ignore[misc]  # not in the package's stub
        return known or (None if tag_name in PARTS_OF_TABLES else self.as_html)

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return LIST_NUMBER.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", text.replace(BREAK[0], " ")))

    def as_html(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The tags as they are, around text in Markdown; whole, where there are blocks inside."""
        if el.find(BLOCKS):
            return self.as_html_block(el, text, parent_tags)
        html = str(el)
        return f"{html[: html.index('>') + 1]}{text}</{el.name}>" if text else html

    def as_html_block(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """All of it as it is; an empty line would end it."""
        return f"\n\n{EMPTY_LINES.sub(chr(10), str(el))}\n\n"

    convert_q = convert_s = convert_del = convert_kbd = convert_samp = convert_sub = convert_sup = as_html
    convert_dl = convert_video = as_html_block

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.emphasised(el, text, "**")

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.emphasised(el, text, "*")

    convert_strong, convert_em = convert_b, convert_i

    def emphasised(self, el: Tag, text: str, mark: str) -> str:
        """Text between marks; between tags, where marks would not be understood.

        Source: CommonMark 0.31, “Emphasis and strong emphasis”: beside punctuation, marks need white space outside.
        """
        before, inner, after = split(text)
        if not inner or EMPTY_LINES.search(inner):
            return text
        opens = before or stands_free(inner[0], el.previous_sibling, slice(-1, None))
        closes = after or stands_free(inner[-1], el.next_sibling, slice(0, 1))
        start, end = (mark, mark) if opens and closes else (f"<{el.name}>", f"</{el.name}>")
        return f"{before}{start}{inner}{end}{after}"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        before, inner, after = split(text)
        return f"{before}[{inner}]({destination(el['href'])}){after}" if inner else text

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"![{self.escape(str(el.get('alt', '')), set())}]({destination(el.get('src', ''))})"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else BREAK

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A comment stands between two lists that would be read as one."""
        before = el.find_previous_sibling()
        comment = "\n\n<!-- -->" if before and before.name == el.name else ""
        return comment + super().convert_list(el, text, parent_tags)  # type: ignore[misc]  # not in the stub

    convert_ul = convert_ol = convert_list

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not is_plain(el):
            return self.as_html_block(el, text, parent_tags)
        return super().convert_table(el, text, parent_tags)  # type: ignore[misc]  # not in the stub


def tidied(soup: BeautifulSoup) -> BeautifulSoup:
    """The same without what nobody sees: tags that are empty, say nothing or say it twice, and breaks at an end."""
    nested = ", ".join(f"{outer} {inner}" for pair in ALIKE for outer in pair for inner in pair)
    for tag in soup.select(f"{MEANINGLESS}, {nested}"):
        tag.unwrap()
    for line_break in reversed(soup.find_all("br")):
        if ends_block(line_break):
            line_break.decompose()
    for tag in reversed(soup.find_all(INLINE)):
        if not tag.get_text(strip=True) and not tag.find("img"):
            tag.unwrap()
    soup.smooth()
    return soup


def ends_block(line_break: Tag) -> bool:
    """Whether nothing follows in the same block."""
    block = line_break.find_parent(BLOCKS)
    for element in line_break.next_elements:
        name = element.name if isinstance(element, Tag) else ""
        if BLOCKS.match(name) or (block and block not in element.parents):
            return True
        if name in {"br", "img"} or (isinstance(element, str) and element.strip()):
            return False
    return True


def split(text: str) -> tuple[str, str, str]:
    """The white space before a text, the text, and the white space after it."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return before, inner, after


def stands_free(edge: str, neighbour: Any, near: slice) -> bool:
    """Whether a mark of emphasis is understood between the edge of its text and what stands outside."""
    if isinstance(neighbour, Tag):
        return neighbour.name == "br"
    outside = str(neighbour)[near] if neighbour else " "
    return outside.isspace() or (edge.isalnum() and not outside.isalnum())


def destination(address: Any) -> str:
    """An address as links and images write it."""
    encoded = re.sub(r'[\x00-\x20"<>`|\\]', lambda found: quote(found[0]), str(address))
    return re.sub(r"[()]|&(?=#?\w+;)", r"\\\g<0>", encoded)


def is_plain(table: Tag) -> bool:
    """Whether a table is rows of as many cells each, the first of them headings, with nothing but text in them."""
    rows = [[cell.name for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
    regular = bool(rows) and rows == [["th"] * len(rows[0]), *([["td"] * len(rows[0])] * (len(rows) - 1))]
    return regular and not table.select(f"[colspan], [rowspan], caption, br, {IN_CELLS}")
