"""What the nodes of JSON-LD are made of."""

from typing import Any

from wagtail.rich_text import get_text_for_indexing

from cms.core.api_fields.contract import Rendering

Node = dict[str, Any]
VOCABULARY = "https://schema.org/"


def node(*types: str, at: str = "", **members: Any) -> Node:
    """A thing with those of its members that are given.

    Args:
        types: what it is, in the words of schema.org.
        at: the address by which other nodes refer to it.
    """
    named = {"@id": at} if at else {}
    given = {name: value for name, value in members.items() if value not in (None, "", [], {})}
    return {"@type": types[0] if len(types) == 1 else list(types), **named, **given}


def member_of(vocabulary: str) -> str:
    """One of schema.org's own values, such as `InStock`."""
    return VOCABULARY + vocabulary


def picture(image: Any, alt: str, rendering: Rendering) -> Node | None:
    """An image, if there is one, with what it shows."""
    shown = rendering.image(image, alt)
    return node("ImageObject", url=shown["src"], caption=alt) if shown else None


def plain(html: str) -> str:
    """Stored rich text without its tags."""
    return " ".join(get_text_for_indexing(html).split())
