"""Text as readers see it."""

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString, PageElement

SPACES = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
# Control characters and halves of pairs: nothing shows them, and databases refuse some.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SILENT = frozenset(("script", "style", "template", "title"))
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def elements(names: str) -> frozenset[str]:
    """A set of names, given in one text."""
    return frozenset(names.split())


INLINE = elements(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr"
)


def tidy(text: str) -> str:
    """Text with single spaces, without characters that nobody sees."""
    return SPACES.sub(" ", UNSEEN.sub("", text))


def is_text(node: PageElement) -> bool:
    """Whether a node is text, and no comment, declaration or script."""
    return type(node) is NavigableString


def visible_text(*nodes: PageElement) -> str:
    """What readers see of some nodes, on one line; blocks are apart from each other."""
    return tidy("".join(piece for node in nodes for piece in _pieces(node))).strip()


def _pieces(node: PageElement) -> Iterator[str]:
    if isinstance(node, Tag):
        if node.name in SILENT:
            return
        apart = "" if node.name in INLINE else " "
        yield apart
        for child in node.children:
            yield from _pieces(child)
        yield apart
    elif is_text(node):
        yield str(node)
