"""How blocks present themselves: a JSON Schema, and a value that fits it.

A value is resolved through the `Rendering` alone (links, images, rich text): a block knows no request.
"""

from typing import Any

from wagtail import blocks

from cms.core.api_fields import Json, Rendering, Schema, nullable
from cms.core.fields import PROSE


class ApiBlock:
    """What a block adds to Wagtail's to be part of the API; mixed in before Wagtail's class."""

    @property
    def may_be_null(self) -> bool:
        """Whether its value is null where nothing is given."""
        return False

    def api_schema(self) -> Schema:
        """The JSON Schema of `api_value`."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its JSON looks like")

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        """The stored value as JSON."""
        return value

    def member_value(self, member: Any, rendering: Rendering) -> Json:
        """The value of a member of a stream, which has an id besides."""
        return self.api_value(member.value, rendering)


class PlainTextBlock(ApiBlock, blocks.CharBlock):
    """One line of text; null when it is optional and left empty."""

    @property
    def may_be_null(self) -> bool:
        return not self.required

    def api_schema(self) -> Schema:
        return {"type": "string"} if self.required else nullable({"type": "string"})

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return value if self.required else value or None


class RichTextBlock(ApiBlock, blocks.RichTextBlock):
    """Emphasis, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PROSE} | kwargs)

    def api_schema(self) -> Schema:
        return {"type": "string", "contentMediaType": "text/html"}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return rendering.rich_text(value.source)


class ChoiceBlock(ApiBlock, blocks.ChoiceBlock):
    """One of a closed set of codes; subclasses name their `choices`."""

    def api_schema(self) -> Schema:
        return {"type": "string", "enum": [code for code, _ in self.choices]}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return value or None


class ApiStructBlock(ApiBlock, blocks.StructBlock):
    """A block of named parts, each a block that presents itself; what a draft still lacks is left out."""

    def api_schema(self) -> Schema:
        parts = {name: block.api_schema() for name, block in self.child_blocks.items()}
        return {"type": "object", "properties": parts, "required": list(parts)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        values = {name: block.api_value(value.get(name), rendering) for name, block in self.child_blocks.items()}
        return {name: part for name, part in values.items() if part is not None or self.child_blocks[name].may_be_null}


class ApiListBlock(ApiBlock, blocks.ListBlock):
    """Any number of the same block, in order."""

    def api_schema(self) -> Schema:
        return {"type": "array", "items": self.child_block.api_schema()}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return [self.child_block.api_value(item, rendering) for item in value]
