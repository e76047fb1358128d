"""Pictures."""

from typing import Any

from wagtail.images.blocks import ImageChooserBlock

from cms.core.api_fields import Json, Rendering, Schema, nullable
from cms.core.blocks.base import ApiStructBlock, PlainTextBlock


class ImageBlock(ApiStructBlock):
    """A picture with its text alternative, which belongs to the use of a picture and not to the file."""

    image = ImageChooserBlock()
    alt = PlainTextBlock(
        label="Description", max_length=250, help_text="What the image shows, for people who cannot see it."
    )
    caption = PlainTextBlock(required=False, max_length=250)

    class Meta:
        icon = "image"
        template = "core/blocks/image.html"

    def api_schema(self) -> Schema:
        parts = {
            "image": nullable({"$ref": "#/components/schemas/Image"}),
            "caption": self.child_blocks["caption"].api_schema(),
        }
        return {"type": "object", "properties": parts, "required": list(parts)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return {"image": rendering.image(value["image"], value["alt"]), "caption": value["caption"] or None}
