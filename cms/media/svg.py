"""SVG drawings: each is a document of its own, which in a browser could act; what could is refused at the door.

Wagtail stores such files as they come. Served from here they can do nothing (`cms.media.views`), but external sites
may put a drawing's source into their own pages.
"""

import re
from collections.abc import Iterator
from typing import Any

import willow
from django.core.exceptions import ValidationError

ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}
INSIDE = re.compile(r"#|data:image/(avif|gif|jpeg|png|webp)[;,]", re.IGNORECASE)
IN_STYLES = re.compile(r"@import|expression\s*\(|url\(\s*['\"]?(?P<address>[^'\")]*)", re.IGNORECASE)


def refuse_active(file: Any) -> None:
    """Refuse a drawing that could run something or fetch something when it is shown.

    Args:
        file: an open file with SVG; it is left at its beginning.

    Raises:
        ValidationError: it names what is in the way.
        xml.etree.ElementTree.ParseError, defusedxml.DefusedXmlException: it is no XML, or it declares entities.
    """
    parts = willow.Image.open(file).dom.iter()
    if found := dict.fromkeys(what for part in parts if isinstance(part.tag, str) for what in _active_in(part)):
        raise ValidationError(
            f"This drawing does more than show itself. Remove from it: {', '.join(found)}.", code="active_drawing"
        )


def _active_in(part: Any) -> Iterator[str]:
    name = _local(part.tag)
    if name.lower() in ACTIVE:
        yield f"<{name}>"
    if name == "style" and _leads_out(part.text or ""):
        yield "addresses in <style>"
    for attribute, value in part.attrib.items():
        yield from _active_attribute(_local(attribute), value)


def _active_attribute(name: str, value: str) -> Iterator[str]:
    if name.lower().startswith("on") or (name == "attributeName" and _local(value).lower() in {"href", "xlink:href"}):
        yield f"{name}="
    if name in {"href", "src"} and not INSIDE.match(value.strip()):
        yield f"{name}="
    if _leads_out(value):
        yield f"addresses in {name}="


def _leads_out(style: str) -> bool:
    return any(
        found["address"] is None or not INSIDE.match(found["address"].strip()) for found in IN_STYLES.finditer(style)
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
