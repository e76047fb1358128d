"""The entries of a menu. One that leads to a page the reader may not see is absent, with its label."""

from typing import Any

from wagtail.blocks import PageChooserBlock, StreamBlock, URLBlock

from cms.core.api_fields import Json, Rendering, Schema, nullable
from cms.core.blocks.base import ApiBlock, ApiStructBlock, PlainTextBlock

TEXT: Schema = {"type": "string"}
LINK: Schema = {
    "label": TEXT,
    "url": {"type": "string", "format": "uri"},
    "page": nullable({"$ref": "#/components/schemas/DocumentLink"}),
}


class PageEntryBlock(ApiStructBlock):
    """A page of this installation; its label follows the page's title until another is given."""

    page = PageChooserBlock()
    label = PlainTextBlock(required=False, max_length=60, help_text="Left empty, it is the title of the page.")

    class Meta:
        icon = "doc-empty-inverse"
        label = "Page"

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        stub = rendering.link(value["page"]) if value["page"] else None
        return stub and {"label": value["label"] or stub["title"], "url": stub["url"], "page": stub}


class AddressEntryBlock(ApiStructBlock):
    """An address elsewhere."""

    label = PlainTextBlock(max_length=60)
    url = URLBlock(label="Address")

    class Meta:
        icon = "link-external"
        label = "Address elsewhere"

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return {"label": value["label"], "url": value["url"], "page": None}


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
        return children and {"label": value["label"], "url": None, "page": None, "children": children}


class MenuBlock(EntriesBlock):
    """A whole menu: entries, and sections of entries."""

    section = SectionBlock()

    def api_schema(self) -> Schema:
        parts = {**LINK, "url": nullable(LINK["url"]), "children": super().api_schema()}
        return {"type": "array", "items": _entry_schema("MenuEntry", parts)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [{"children": [], **entry} for entry in super().api_value(value, rendering)]


def _entry_schema(title: str, parts: Schema) -> Schema:
    return {"title": title, "type": "object", "properties": parts, "required": list(parts)}
