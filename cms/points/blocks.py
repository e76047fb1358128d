"""Points in the body of other pages."""

from wagtail.blocks import PageChooserBlock

from cms.core.blocks.base import ApiStructBlock, PlainTextBlock
from cms.core.blocks.links import LinkListBlock


class PointListBlock(ApiStructBlock):
    """Points in the order in which they are pressed."""

    heading = PlainTextBlock(required=False, max_length=100)
    pages = LinkListBlock(PageChooserBlock(page_type="points.PointPage"), label="Points")

    class Meta:
        icon = "crosshairs"
        label = "Points"
        template = "core/blocks/page_links.html"
