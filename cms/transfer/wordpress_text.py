"""Turns the text of a post into HTML: what WordPress does only when it shows a page."""

import re
from collections.abc import Callable
from html import escape

from cms.transfer.found import Remark

Images = Callable[[str], tuple[str, str] | None]

BLOCK = re.compile(r"<!--\s*wp:")
# A block that WordPress fills each time it is shown; the file has nothing of it.
FILLED_LATER = re.compile(r"<!--\s*wp:([a-z0-9/-]+)[^>]*?/-->")
APART = re.compile(r"(<pre\b.*?</pre>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE)
BLANK_LINES = re.compile(r"\n\s*\n")
ADDRESS_ALONE = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
SHORTCODE = re.compile(r"(\[?)\[(/?)([a-z][\w-]*)((?:\s[^\[\]<>]*)?)/?\](\]?)", re.IGNORECASE)
CLOSED = re.compile(r"\[/([a-z][\w-]*)\]", re.IGNORECASE)
IDS = re.compile(r"ids=[\"']?([\d,\s]+)")
KNOWN = {"caption": ("<figure>", "</figure>"), "wp_caption": ("<figure>", "</figure>"), "embed": ("\n\n", "\n\n")}


def as_html(text: str, image: Images) -> tuple[str, list[Remark]]:
    """The text of a post, of the old or of the new editor, as HTML, and what was not understood.

    Args:
        text: as it is stored.
        image: gives address and description of an attachment by its number, None when it is unknown.
    """
    shortcodes = Shortcodes(text, image)
    html = SHORTCODE.sub(shortcodes.replace, text.replace("\r\n", "\n"))
    html = ADDRESS_ALONE.sub(r'<p><a href="\1">\1</a></p>', html)
    filled = [Remark("is filled by WordPress itself, and is left out", name) for name in FILLED_LATER.findall(text)]
    return (html if BLOCK.search(html) else _with_paragraphs(html)), [*filled, *shortcodes.remarks]


def _with_paragraphs(html: str) -> str:
    """Blank lines begin paragraphs and other ends of lines are kept, as WordPress' `wpautop` has it."""
    pieces = APART.split(html)
    pieces[::2] = [BLANK_LINES.sub("<p>", piece).replace("\n", "<br>") for piece in pieces[::2]]
    return "".join(pieces)


class Shortcodes:
    """The shortcodes of one text; those that nothing here understands are remarked on."""

    def __init__(self, text: str, image: Images) -> None:
        self.remarks: list[Remark] = []
        self._closed = {name.lower() for name in CLOSED.findall(text)}
        self._image = image

    def replace(self, match: re.Match[str]) -> str:
        """What stands for a shortcode; one in double brackets is shown, not run."""
        before, closing, name, attributes, after = match.groups()
        if before and after:
            return match[0][1:-1]
        code = match[0][len(before) : len(match[0]) - len(after)]
        return before + self._replaced(code, closing, name.lower(), attributes) + after

    def _replaced(self, code: str, closing: str, name: str, attributes: str) -> str:
        if name in KNOWN:
            return KNOWN[name][bool(closing)]
        if name == "gallery":
            return self._gallery(code, attributes)
        # Brackets are also written by people: [sic], [1].
        if not (name in self._closed or "=" in attributes or re.search("[-_]", name)):
            return code
        if not closing:
            self.remarks.append(Remark("is a shortcode nobody here understands; what it encloses stays", name, code))
        return ""

    def _gallery(self, code: str, attributes: str) -> str:
        numbers = IDS.search(attributes)
        found = {number: self._image(number) for number in re.findall(r"\d+", numbers[1] if numbers else "")}
        if not found or None in found.values():
            self.remarks.append(Remark("has pictures that the export does not name", "gallery", code))
        return "\n\n".join(f'<img src="{escape(one[0])}" alt="{escape(one[1])}">' for one in found.values() if one)
