"""Running text in the making, in the form in which Wagtail stores it: paragraphs and lists, emphasis and links."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape

from cms.transfer.html_text import tidy

BREAK = "\n"


@dataclass(frozen=True)
class Marks:
    """How a piece of text is set: emphasised, and where it leads."""

    bold: bool = False
    italic: bool = False
    href: str = ""

    def around(self, text: str) -> str:
        html = str(escape(text)).replace(BREAK, "<br/>")
        html = f"<i>{html}</i>" if self.italic else html
        html = f"<b>{html}</b>" if self.bold else html
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href else html


PLAIN = Marks()


@dataclass(frozen=True)
class Line:
    """A paragraph (`lists` is empty), or an item of the innermost of some lists, outermost first: `("ul", "ol")`."""

    html: str
    lists: tuple[str, ...] = ()


@dataclass
class Prose:
    """Paragraphs and items so far, and the one that is being written."""

    lines: list[Line] = field(default_factory=list)
    lists: tuple[str, ...] = ()
    _pieces: list[tuple[str, Marks]] = field(default_factory=list)

    def write(self, text: str, marks: Marks = PLAIN) -> None:
        """Go on with the paragraph; spaces are single, and none stand at a beginning."""
        text = tidy(text)
        if not self._pieces or self._pieces[-1][0][-1] in f" {BREAK}":
            text = text.lstrip(" ")
        if text:
            self._pieces.append((text, marks))

    def line_break(self) -> None:
        if self._pieces and self._pieces[-1][0] != BREAK:
            self._pieces.append((BREAK, PLAIN))

    def end_paragraph(self) -> None:
        """Begin a new paragraph; within an item, a new line."""
        if self.lists:
            self.line_break()
        else:
            self.end_line()

    def end_line(self) -> None:
        """End the paragraph or the item."""
        pieces, self._pieces = self._pieces, []
        while pieces and not (last := pieces[-1][0].rstrip(f" {BREAK}")):
            pieces.pop()
        if pieces:
            pieces[-1] = (last, pieces[-1][1])
            runs = groupby(pieces, key=lambda piece: piece[1])
            html = "".join(marks.around("".join(text for text, _ in run)) for marks, run in runs)
            self.lines.append(Line(html, self.lists))

    def take(self) -> str:
        """What has been written, as HTML; empty when nothing has."""
        self.end_line()
        lines, self.lines = self.lines, []
        return as_html(lines)


def as_html(lines: list[Line]) -> str:
    """Lines with their lists around them; an item deeper by two is an item deeper by one."""
    html: list[str] = []
    opened: tuple[str, ...] = ()
    for line in lines:
        opened = _step(html, opened, line.lists)
        html.append(line.html if opened else f"<p>{line.html}</p>")
    _step(html, opened, ())
    return "".join(html)


def _step(html: list[str], opened: tuple[str, ...], lists: tuple[str, ...]) -> tuple[str, ...]:
    """Close and open lists until a line within `lists` may be written; returns those that are open then."""
    while opened != lists[: len(opened)]:
        html.append(f"</li></{opened[-1]}>")
        opened = opened[:-1]
    if opened and opened == lists:
        html.append("</li><li>")
    elif lists:
        opened = lists[: len(opened) + 1]
        html.append(f"<{opened[-1]}><li>")
    return opened
