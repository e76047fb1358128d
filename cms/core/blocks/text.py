"""Running text."""

from typing import Any

from cms.core.api_fields import Json, Rendering, Schema
from cms.core.blocks.base import ApiStructBlock, ChoiceBlock, PlainTextBlock, RichTextBlock


class ParagraphBlock(RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = "Text"


class LevelBlock(ChoiceBlock):
    choices = (("2", "Section"), ("3", "Part of a section"))


class HeadingBlock(ApiStructBlock):
    text = PlainTextBlock(max_length=150)
    level = LevelBlock(default="2")

    class Meta:
        icon = "title"
        template = "core/blocks/heading.html"

    def api_schema(self) -> Schema:
        schema = super().api_schema()
        anchor = {"type": "string", "description": "The id to give it, so that the table of contents leads there."}
        return {**schema, "properties": {"id": anchor, **schema["properties"]}, "required": ["id", *schema["required"]]}

    def member_value(self, member: Any, rendering: Rendering) -> Json:
        text, level = member.value["text"], int(member.value["level"] or self.child_blocks["level"].get_default())
        anchor = rendering.outline.add(text, level, member.id or "", rendering.field_name)
        return {"id": anchor, **super().member_value(member, rendering)}


class QuoteBlock(ApiStructBlock):
    text = PlainTextBlock()
    source = PlainTextBlock(required=False, help_text="Who said or wrote it, and where.")

    class Meta:
        icon = "openquote"
        template = "core/blocks/quote.html"


class ExpanderBlock(ApiStructBlock):
    summary = PlainTextBlock(max_length=150, help_text="What readers see before they open it.")
    text = RichTextBlock()

    class Meta:
        icon = "collapse-down"
        label = "Text that opens"
        template = "core/blocks/expander.html"
