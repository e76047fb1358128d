"""Reads what WordPress exports: WXR, which is RSS with the site's own elements.

The format has no specification; this follows `wp-admin/includes/export.php` of WordPress, versions 1.0 to 1.2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError  # for types: defusedxml does the parsing

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

# Characters that XML has no place for, and old databases do.
REFUSED = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})


@dataclass(frozen=True)
class Item:
    """A row of WordPress: a post, a page, an attachment or something else. Texts are as they stand in the file."""

    values: dict[str, str]
    terms: list[str]
    meta: dict[str, str]
    comments: list[str]

    def __getattr__(self, name: str) -> str:
        """A value by its name in the file; empty when there is none."""
        return self.values.get(name, "")


@dataclass
class Export:
    """A site: its address and language, its authors by login, its items in the order of the file."""

    base: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


class Legal:
    """A file without the bytes that would stop the parser."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).translate(None, REFUSED)


def read_export(path: Path) -> Export:
    """A site from a file, which may be large: no more of it is kept than its items.

    Raises:
        ValueError: it is no export, or declares entities, which no export does.
        OSError: it cannot be read.
    """
    export = Export()
    with path.open("rb") as file:
        try:
            for element in _elements(file):
                _take(export, element)
        except ParseError as error:
            raise ValueError(f"{path.name} is no complete XML: {error}.") from error
        except DefusedXmlException as error:
            raise ValueError(f"{path.name} declares entities, which no export of WordPress does.") from error
    if not export.base:
        raise ValueError(f"{path.name} is no export of WordPress.")
    return export


def _elements(file: IO[bytes]) -> Iterator[Element]:
    """What stands directly in the channel; each is forgotten when it has been read."""
    above: list[Element] = []
    for step, element in iterparse(Legal(file), events=("start", "end"), forbid_dtd=True):
        if step == "start":
            above.append(element)
            continue
        above.pop()
        if len(above) == 2:
            yield element
            above[-1].remove(element)


def _take(export: Export, element: Element) -> None:
    name = _name(element)
    if name == "item":
        export.items.append(_item(element))
    elif name == "author":
        values = {_name(child): child.text or "" for child in element}
        login = values.get("author_login", "")
        export.authors[login] = values.get("author_display_name") or login
    elif name == "base_blog_url":
        export.base = (element.text or "").rstrip("/")
    elif name == "language":
        export.language = element.text or ""


def _item(element: Element) -> Item:
    values: dict[str, str] = {}
    parts: dict[str, list[Any]] = {"category": [], "postmeta": [], "comment": []}
    for child in element:
        name = _name(child)
        if name in parts:
            parts[name].append(child)
        else:
            values[name] = child.text or ""
    meta = [{_name(part): part.text or "" for part in row} for row in parts["postmeta"]]
    return Item(
        values=values,
        terms=[child.text or "" for child in parts["category"] if child.get("domain") in ("category", "post_tag")],
        meta={row.get("meta_key", ""): row.get("meta_value", "") for row in meta},
        comments=[part.text or "" for row in parts["comment"] for part in row if _name(part) == "comment_content"],
    )


def _name(element: Element) -> str:
    """The name without its namespace, of which every version has another; the two bodies keep a word of it."""
    namespace, _, name = element.tag.rpartition("}")
    return ("excerpt" if "excerpt" in namespace else "content") if name == "encoded" else name
