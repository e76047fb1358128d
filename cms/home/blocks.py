"""What the pages of a site's own may hold besides the common blocks."""

from typing import Any

from django.core.validators import URLValidator
from wagtail.blocks import URLBlock

from cms.core.api_fields import Json, Rendering, Schema
from cms.core.blocks import ApiBlock, ApiStructBlock, ContentStreamBlock
from cms.core.blocks.base import PlainTextBlock, RichTextBlock

HTTPS_ONLY = URLValidator(schemes=["https"], message="Give an address that begins with https://.")


class AddressBlock(ApiBlock, URLBlock):
    """A web address; nobody here ever fetches it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"validators": [HTTPS_ONLY]} | kwargs)

    def api_schema(self) -> Schema:
        return {"type": "string", "format": "uri"}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return value or None


class VideoBlock(ApiStructBlock):
    """A film by its address, and in words for people who cannot see or hear it (WCAG 2.2, criterion 1.2.1)."""

    title = PlainTextBlock(max_length=150)
    url = AddressBlock(label="Address", help_text="Where people watch it. It is shown as a link, never embedded.")
    transcript = RichTextBlock(help_text="What is said and what can be seen, in words.")

    class Meta:
        icon = "media"
        template = "home/blocks/video.html"


class SiteBody(ContentStreamBlock):
    """Every common block, and films."""

    video = VideoBlock()
