"""What an importer has found, before anything of it is kept here."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

# A block of a body: its name, and its value as a StreamField stores it; images stand in it by their address.
Block = tuple[str, Any]


@dataclass(frozen=True)
class Remark:
    """Something an editor should know about an imported page.

    Args:
        what: what was done, or is missing; the same words for the same kind of thing.
        element: where it was: an HTML element, a field.
        text: all of what was left out, or what it is about.
    """

    what: str
    element: str = ""
    text: str = ""


@dataclass(kw_only=True)
class FoundPage:
    """One page as its source tells it.

    Args:
        source: its identity, the same in each run: an address, a path, a GUID.
        family: the type that it becomes, a key of `FAMILIES`.
        address: where it stood on the web; its links are read from there.
        aliases: other addresses of the same page.
        parent: the source of the page that it stood below; empty at the top.
        published: when it was first published there.
        image: the address of its picture; `image_alt` describes it.
        works: what it cites, as CSL.
    """

    source: str
    title: str
    family: str = "articles"
    address: str = ""
    aliases: frozenset[str] = frozenset()
    parent: str = ""
    slug: str = ""
    seo_title: str = ""
    summary: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published: datetime | None = None
    image: str = ""
    image_alt: str = ""
    body: list[Block] = field(default_factory=list)
    works: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same as long as the source says the same."""
        told = {name: value for name, value in asdict(self).items() if name not in {"remarks", "aliases"}}
        return sha256(dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    def remark(self, what: str, element: str = "", text: str = "") -> None:
        self.remarks.append(Remark(what, element, text))

    def fit(self, name: str, most: int) -> None:
        """Cut a text to `most` characters, and say what it was."""
        text = getattr(self, name)
        if len(text) > most:
            setattr(self, name, cut(text, most))
            self.remark("was too long and is cut", name, text)


def cut(text: str, most: int) -> str:
    """The beginning of a text, up to the end of a sentence where there is one, of a word where there is one."""
    if len(text) <= most:
        return text
    begun = text[: most + 1]
    ends = [begun.rfind(end) + 1 for end in (". ", "? ", "! ")]
    return text[: max(ends)] if max(ends) > 0 else f"{begun[: most - 1].rpartition(' ')[0] or begun[: most - 1]}…"


def without_repeats(texts: Iterable[str]) -> list[str]:
    """Texts that are given, each once, in order."""
    return list(dict.fromkeys(filter(None, texts)))
