"""The blocks that make up the body of a page; each presents itself as JSON."""

from cms.core.blocks.base import ApiBlock, ApiListBlock, ApiStructBlock
from cms.core.blocks.callouts import CareCardBlock, DoListBlock, DontListBlock, InsetBlock, WarningBlock
from cms.core.blocks.content import ApiStreamBlock, ContentStreamBlock, RedFlagsBlock
from cms.core.blocks.links import ClaimListBlock, PageLinksBlock, ReferenceListBlock
from cms.core.blocks.media import ImageBlock
from cms.core.blocks.tables import TableBlock
from cms.core.blocks.text import ExpanderBlock, HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "ApiBlock",
    "ApiListBlock",
    "ApiStreamBlock",
    "ApiStructBlock",
    "CareCardBlock",
    "ClaimListBlock",
    "ContentStreamBlock",
    "DoListBlock",
    "DontListBlock",
    "ExpanderBlock",
    "HeadingBlock",
    "ImageBlock",
    "InsetBlock",
    "PageLinksBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "RedFlagsBlock",
    "ReferenceListBlock",
    "TableBlock",
    "WarningBlock",
]
