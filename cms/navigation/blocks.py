"""The entries of a menu, as one audience sees them.

An entry that leads to a page the reader may not see is locked: it has no address and only the editor's own label, and
without one it is absent. Whether a menu shows locked entries at all, it says itself (`cms.navigation.models`).
"""

from typing import Any

from wagtail.blocks import PageChooserBlock, StreamBlock, URLBlock

from cms.core.api_fields import Json, Rendering, Schema, nullable
from cms.core.blocks.base import ApiBlock, ApiStructBlock, PlainTextBlock

TEXT: Schema = {"type": "string"}
LINK: Schema = {
    "label": TEXT,
    "url": nullable({"type": "string", "format": "uri"}),
    "page": nullable({"$ref": "#/components/schemas/DocumentLink"}),
    "locked": {"type": "boolean", "description": "Whether the page is for others; an address then leads to a teaser."},
}
HEADING = {"url": None, "page": None, "locked": False}


class PageEntryBlock(ApiStructBlock):
    """A page of this installation; its label follows the page's title until another is given."""

    page = PageChooserBlock()
    label = PlainTextBlock(required=False, max_length=60, help_text="Left empty, it is the title of the page.")

    class Meta:
        icon = "doc-empty-inverse"
        label = "Page"

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        page, label = value["page"], value["label"]
        stub, locked = rendering.link(page) if page else None, rendering.locked(page)
        if stub:
            return {"label": label or stub["title"], "url": stub["url"], "page": stub, "locked": locked}
        return {"label": label, "url": None, "page": None, "locked": True} if locked and label else None


class AddressEntryBlock(ApiStructBlock):
    """An address elsewhere."""

    label = PlainTextBlock(max_length=60)
    url = URLBlock(label="Address")

    class Meta:
        icon = "link-external"
        label = "Address elsewhere"

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return {"label": value["label"], "url": value["url"], "page": None, "locked": False}


class EntriesBlock(ApiBlock, StreamBlock):
    """Entries in the editor's order."""

    page = PageEntryBlock()
    address = AddressEntryBlock()

    def api_schema(self) -> Schema:
        return {"type": "array", "items": _entry_schema("MenuLink", LINK)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        entries = [child.block.api_value(child.value, rendering) for child in value]
        return [entry for entry in entries if entry]


class SectionBlock(ApiStructBlock):
    """A heading with entries below it. Where the reader may see none of them, the heading is absent too."""

    label = PlainTextBlock(max_length=60)
    entries = EntriesBlock()

    class Meta:
        icon = "list-ul"
        label = "Section"

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        children = self.child_blocks["entries"].api_value(value["entries"], rendering)
        return children and {"label": value["label"], **HEADING, "children": children}


class MenuBlock(EntriesBlock):
    """A whole menu: entries, and sections of entries."""

    section = SectionBlock()

    def api_schema(self) -> Schema:
        parts = {**LINK, "children": super().api_schema()}
        return {"type": "array", "items": _entry_schema("MenuEntry", parts)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [{"children": [], **entry} for entry in super().api_value(value, rendering)]


def open_entries(entries: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """The entries that lead somewhere, and the sections that still have some."""
    kept = [{**e, "children": open_entries(e["children"])} if "children" in e else e for e in entries]
    return [entry for entry in kept if entry["url"] or entry.get("children")]


def _entry_schema(title: str, parts: Schema) -> Schema:
    return {"title": title, "type": "object", "properties": parts, "required": list(parts)}
