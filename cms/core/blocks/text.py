"""Running text."""

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
