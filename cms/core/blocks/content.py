"""The body of a page: blocks in the editor's order."""

from typing import Any

from wagtail.blocks import StreamBlock

from cms.core.api_fields import Json, Rendering, Schema
from cms.core.blocks.base import ApiBlock
from cms.core.blocks.callouts import CareCardBlock, DoListBlock, DontListBlock, InsetBlock, WarningBlock
from cms.core.blocks.links import ClaimListBlock, PageLinksBlock, ReferenceListBlock
from cms.core.blocks.media import ImageBlock
from cms.core.blocks.tables import TableBlock
from cms.core.blocks.text import ExpanderBlock, HeadingBlock, ParagraphBlock, QuoteBlock


class ApiStreamBlock(ApiBlock, StreamBlock):
    """Blocks in the editor's order, each of a kind that a subclass names."""

    def api_schema(self) -> Schema:
        return {
            "type": "array",
            "items": {
                "oneOf": [_member_schema(name, block) for name, block in self.child_blocks.items()],
                "discriminator": {"propertyName": "type"},
            },
        }

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [
            {"type": child.block_type, "id": child.id, "value": child.block.member_value(child, rendering)}
            for child in value
        ]


class ContentStreamBlock(ApiStreamBlock):
    """Every kind of block that any page may hold; a content type adds its own in a subclass."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    inset = InsetBlock(group="Callouts")
    warning = WarningBlock(group="Callouts")
    care_card = CareCardBlock(group="Callouts")
    do = DoListBlock(group="Callouts")
    dont = DontListBlock(group="Callouts")
    table = TableBlock()
    expander = ExpanderBlock()
    page_links = PageLinksBlock(group="Links")
    references = ReferenceListBlock(group="Links")
    claims = ClaimListBlock(group="Links")


class RedFlagsBlock(ApiStreamBlock):
    """Signs that need more than self-care, each with how soon to get which help."""

    care_card = CareCardBlock()


def _member_schema(name: str, block: ApiBlock) -> Schema:
    parts: Schema = {"type": {"const": name}, "id": {"type": "string"}, "value": block.api_schema()}
    return {"title": type(block).__name__, "type": "object", "properties": parts, "required": list(parts)}
