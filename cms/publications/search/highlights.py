"""Where in a text the words stand: escaped HTML in which nothing but `<mark>` is a tag."""

from collections.abc import Iterable
from html import escape
from itertools import islice
from re import Pattern

# In characters: of what is shown, and of what comes before the first marked word.
LENGTH, BEFORE = 240, 60
# Of a text that has a word everywhere, only its beginning is looked at.
MOST_MARKS = 50

Span = tuple[int, int]


def highlighted(shown: str, folded: str, marks: Pattern[str]) -> str:
    """The whole text with its words marked.

    Args:
        shown: as people read it.
        folded: the same, folded.
        marks: what to mark in the folded text.
    """
    return _marked(shown, [match.span() for match in marks.finditer(folded)], (0, len(shown)))


def excerpt(shown: str, folded: str, marks: Pattern[str]) -> str:
    """The part of a long text that has most of the different words, or else its beginning."""
    spans = [match.span() for match in islice(marks.finditer(folded), MOST_MARKS)]
    begin, end = part = _part(folded, spans)
    cut = _marked(shown, spans, part).strip("\n").replace("\n", " · ")
    return f"{'… ' if begin else ''}{cut}{' …' if end < len(shown) else ''}"


def _part(folded: str, spans: list[Span]) -> Span:
    """Where to cut: between words, as far as there are spaces."""
    first = max((start for start, _end in spans), key=lambda start: _variety(folded, spans, start), default=0)
    early = max(first - BEFORE, 0)
    begin = early and max(early, folded.find(" ", early, first) + 1)
    late = min(begin + LENGTH, len(folded))
    space = folded.rfind(" ", begin + LENGTH // 2, late)
    return begin, late if late == len(folded) or space < 0 else space


def _variety(folded: str, spans: Iterable[Span], start: int) -> int:
    """How many different words are marked in a part that begins with this one."""
    return len({folded[begin:end] for begin, end in spans if start <= begin and end < start + LENGTH - BEFORE})


def _marked(shown: str, spans: Iterable[Span], part: Span) -> str:
    """The part of a text, escaped, with the places in it marked."""
    here, end = part
    pieces = []
    for first, last in spans:
        if here <= first and last <= end:
            pieces += [escape(shown[here:first]), "<mark>", escape(shown[first:last]), "</mark>"]
            here = last
    return "".join([*pieces, escape(shown[here:end])])
