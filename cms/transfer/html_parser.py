"""Reads HTML as it is found on the web, into a tree that is never deep.

The standard library's parser knows nothing of end tags that may be left out (HTML Standard, section 13.1.2.4): each
item of an old list would stand inside the one before it.
"""

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.builder._htmlparser import BeautifulSoupHTMLParser, HTMLParserTreeBuilder
from bs4.dammit import UnicodeDammit
from bs4.exceptions import ParserRejectedMarkup

from cms.transfer.html_text import UNSEEN, elements

# Deeper elements are not opened, their text stays: whoever walks the tree may do so by recursion.
DEEPEST = 100
# Browsers take all of these for comments; the parser gives up on some of them.
MARKED_SECTION = re.compile(r"<!\[[^>]*(>|$)")
VOID = elements("area base br col embed hr img input link meta param source track wbr")
ENDS_PARAGRAPH = elements(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul"
)
# By start tag: the open elements that it ends, and the elements beyond which it ends nothing.
ENDS: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(ENDS_PARAGRAPH, ({"p"}, {"td", "th", "caption", "table", "button", "object", "template"})),
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, {"dl"})),
    **dict.fromkeys(("td", "th"), ({"td", "th"}, {"tr", "table"})),
    "tr": ({"td", "th", "tr", "caption"}, {"table"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ({"thead", "tbody", "tfoot", "tr", "caption"}, {"table"})),
}


def parse(markup: bytes | str, encoding: str = "") -> BeautifulSoup:
    """The tree of a document, or of a piece of one.

    Args:
        markup: its bytes, or its text.
        encoding: what the bytes are known to be in; otherwise the document says it, or it is guessed.

    Raises:
        ValueError: it cannot be read as HTML.
    """
    text = markup if isinstance(markup, str) else _decoded(markup, encoding)
    try:
        with warnings.catch_warnings():
            # That something looks like XML, or like the name of a file, changes nothing here.
            warnings.simplefilter("ignore", UnusualUsageWarning)
            return BeautifulSoup(MARKED_SECTION.sub("", UNSEEN.sub("", text)), builder=ForgivingBuilder())
    except ParserRejectedMarkup as error:
        raise ValueError("This cannot be read as HTML.") from error


def _decoded(markup: bytes, encoding: str) -> str:
    dammit = UnicodeDammit(markup, known_definite_encodings=[encoding] if encoding else [], is_html=True)
    if dammit.unicode_markup is None:
        raise ValueError("This is in no known encoding of characters.")
    return dammit.unicode_markup


class ForgivingParser(BeautifulSoupHTMLParser):
    """A parser that ends elements where browsers do, and opens no more than `DEEPEST` within each other."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]], handle_empty_element: bool = True) -> None:
        self._end_what_it_ends(tag)
        if tag in VOID or len(self.soup.tagStack) < DEEPEST:
            super().handle_starttag(tag, attrs, handle_empty_element)

    def handle_endtag(self, tag: str, check_already_closed: bool = True) -> None:
        # Beautiful Soup looks for each end tag in a list of all void elements so far: time that grows with the square.
        if tag not in VOID or not check_already_closed:
            self.soup.handle_endtag(tag)

    def _end_what_it_ends(self, tag: str) -> None:
        ended, beyond = ENDS.get(tag, ((), ()))
        outermost = ""
        for element in reversed(self.soup.tagStack):
            if element.name in beyond:
                break
            if element.name in ended:
                outermost = element.name
        if outermost:
            self.soup.handle_endtag(outermost)


class ForgivingBuilder(HTMLParserTreeBuilder):
    """Beautiful Soup's builder, with that parser."""

    def feed(self, markup: Any, _parser_class: type[BeautifulSoupHTMLParser] = ForgivingParser) -> None:
        super().feed(markup, _parser_class=_parser_class)
