"""Ways on: to other pages, and to the works a text rests on."""

from typing import Any

from wagtail.blocks import ListBlock, PageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.api_fields import Json, Rendering, Schema, object_schema, present
from cms.core.blocks.base import ApiBlock, ApiStructBlock, PlainTextBlock
from cms.core.models.references import Reference


class LinkListBlock(ApiBlock, ListBlock):
    """Pages, as stubs; those that the audience may not see, or that are gone, are absent."""

    def api_schema(self) -> Schema:
        return {"type": "array", "items": {"$ref": "#/components/schemas/DocumentLink"}}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [stub for page in value if page is not None and (stub := rendering.link(page)) is not None]


class PageLinksBlock(ApiStructBlock):
    heading = PlainTextBlock(required=False, max_length=100)
    pages = LinkListBlock(PageChooserBlock())

    class Meta:
        icon = "link"
        label = "Links to pages"
        template = "core/blocks/page_links.html"


class ReferenceListBlock(ApiBlock, ListBlock):
    """Cited works, at the place in the text where they matter."""

    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        super().__init__(child_block or SnippetChooserBlock(Reference), **kwargs)

    class Meta:
        icon = "list-ol"
        label = "References"
        template = "core/blocks/references.html"

    def api_schema(self) -> Schema:
        return {"type": "array", "items": object_schema(Reference.api_fields, "Reference")}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [present(reference, Reference.api_fields, rendering) for reference in value if reference is not None]
