"""The points of a page: those of its protocols together, as readers may know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.conditions.snippets import Protocol, ProtocolItem
from cms.conditions.vocabulary import Kind, Laterality, Role
from cms.core.api_fields import Choice, Integer, Json, Link, PageFacet, Rendering, Rows, Text
from cms.core.templatetags.content import public_only


def effective(protocols: Iterable[Protocol]) -> list[ProtocolItem]:
    """The points of several protocols, in their order, each point once: as the first protocol has it.

    Source: the effective points of a page are the union of the general and the specific protocol, general first.
    """
    first: dict[int, ProtocolItem] = {}
    for protocol in protocols:
        for item in protocol.items.all():
            first.setdefault(item.point_id, item)
    return list(first.values())


@dataclass(frozen=True, kw_only=True, eq=False)
class PointRows(Rows):
    """Items of protocols; those whose point the audience may not see are absent, with all that they say of it."""

    def present(self, value: Any, rendering: Rendering) -> Json:
        return super().present([item for item in value if rendering.link(item.point) is not None], rendering)


ITEM_FIELDS = (
    Link(name="point"),
    Text(name="code", source="point.code", help="The WHO code, and the value of the facet “point”."),
    Choice(name="kind", source="protocol.kind", choices=tuple(Kind.values), help="Of the protocol it comes from."),
    Choice(name="role", choices=tuple(Role.values), help="Why it belongs there."),
    Choice(name="side", choices=tuple(Laterality.values)),
    Integer(name="seconds", help="For each press."),
    Integer(name="repetitions", help="Presses on each side."),
    Integer(name="pressure", help="From 1 (light) to 3 (firm)."),
    Text(name="note", null=True),
)
POINT_FACET = PageFacet("point", lambda page: [item.point for item in page.points], value=lambda point: point.code)


def points_html(items: Iterable[ProtocolItem]) -> SafeString | str:
    """The points as the plain page lists them: those that everybody may see; empty when there are none."""
    items = list(items)
    seen = public_only(item.point for item in items)
    shown = [item for item in items if item.point in seen]
    rows = (
        (item.point.url, item.point, item.get_side_display().lower(), item.repetitions, item.seconds, item.note)
        for item in shown
    )
    listed = format_html_join("", '<li><a href="{}">{}</a>: {}, {} × {} s. {}</li>', rows)
    return format_html("<ol>{}</ol>", listed) if listed else ""
