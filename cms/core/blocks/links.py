"""Ways on: to other pages, to the works a text rests on, and to claims with what is known of them."""

from typing import Any, ClassVar

from wagtail.blocks import ListBlock, PageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.api_fields import ApiField, Json, Rendering, Schema, object_schema, present
from cms.core.blocks.base import ApiBlock, ApiStructBlock, PlainTextBlock
from cms.core.models.health_claims import HealthClaim
from cms.core.models.references import Reference
from cms.core.models.snippets import ListedSnippet


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


class SnippetListBlock(ApiBlock, ListBlock):
    """Snippets in the editor's order; those that are gone are absent. A subclass names the `model`
    and what is shown of it."""

    model: ClassVar[type[ListedSnippet]]
    fields: ClassVar[tuple[ApiField, ...]]

    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        super().__init__(child_block or SnippetChooserBlock(self.model), **kwargs)

    def api_schema(self) -> Schema:
        return {"type": "array", "items": object_schema(self.fields, self.model.__name__)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        shown = [snippet for snippet in value if snippet is not None]
        for snippet in shown:
            rendering.mention(snippet.document_uid)
        return [present(snippet, self.fields, rendering) for snippet in shown]


class ReferenceListBlock(SnippetListBlock):
    """Cited works, at the place in the text where they matter."""

    model = Reference
    fields = Reference.cited_fields

    class Meta:
        icon = "list-ol"
        label = "References"
        template = "core/blocks/references.html"


class ClaimListBlock(SnippetListBlock):
    """Claims as people say them, each with its status."""

    model = HealthClaim
    fields = HealthClaim.api_fields

    class Meta:
        icon = "comment"
        label = "Claims, with what is known"
        template = "core/blocks/claims.html"
