"""Text that must not be overlooked. The three levels of a care card follow the care cards of the NHS service manual."""

from typing import Any

from cms.core.blocks.base import ApiListBlock, ApiStructBlock, ChoiceBlock, PlainTextBlock, RichTextBlock


class InsetBlock(RichTextBlock):
    class Meta:
        icon = "indent"
        label = "Set-off text"
        template = "core/blocks/inset.html"


class WarningBlock(ApiStructBlock):
    heading = PlainTextBlock(max_length=100, default="Important")
    text = RichTextBlock()

    class Meta:
        icon = "warning"
        template = "core/blocks/warning.html"


class UrgencyBlock(ChoiceBlock):
    choices = (
        ("non-urgent", "See a clinician"),
        ("urgent", "Get help today"),
        ("emergency", "Call for help now"),
    )


class CareCardBlock(ApiStructBlock):
    """When to get which help. The words of the level are the reader's own language's, so the code is what we store."""

    level = UrgencyBlock()
    heading = PlainTextBlock(max_length=120)
    text = RichTextBlock()

    class Meta:
        icon = "help"
        label = "When to get help"
        template = "core/blocks/care_card.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        labels = dict(UrgencyBlock.choices)
        return {
            **super().get_context(value, parent_context=parent_context),
            "level_label": labels.get(value["level"], ""),
        }


class AdviceListBlock(ApiStructBlock):
    heading = PlainTextBlock(required=False, max_length=100)
    items = ApiListBlock(PlainTextBlock(max_length=250), min_num=1)

    class Meta:
        template = "core/blocks/advice_list.html"


class DoListBlock(AdviceListBlock):
    class Meta:
        icon = "check"
        label = "Do"


class DontListBlock(AdviceListBlock):
    def denies(self, value: Any) -> bool:
        """Whether readers see our own “Do not” above the items, and no other heading."""
        return not value.get("heading")

    class Meta:
        icon = "cross"
        label = "Do not"
