"""Pages that tell people when self-care is not enough; that part of them is never behind a gate."""

from typing import ClassVar

from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core import rules
from cms.core.api_fields import ApiField, Stream
from cms.core.audiences import PUBLIC, Restrictions
from cms.core.blocks import RedFlagsBlock
from cms.core.forms import RedFlagsPageForm
from cms.core.models.reviewed import ReviewedPage

RED_FLAGS = Stream(name="red_flags", block=RedFlagsBlock(), help="When to get which help; the same for all readers.")


class RedFlagsPage(ReviewedPage):
    """A page that is not published without red flags.

    Where access to it is restricted, its public teaser carries them, whatever else the teaser says: a page may be
    gated after it was published, so this does not rest on the rule that asks for a teaser.
    """

    base_form_class = RedFlagsPageForm
    future_parent: Page | None = None

    red_flags = StreamField(
        RedFlagsBlock(required=False),
        blank=True,
        help_text="Signs that need more than self-care, the most urgent first. Everybody may read them, also where "
        "the page itself is for members.",
    )

    without_medical_meaning = ReviewedPage.without_medical_meaning - {"teaser"}
    api_fields = (*ReviewedPage.api_fields, RED_FLAGS)
    teaser_fields: ClassVar[tuple[ApiField, ...]] = (RED_FLAGS,)

    class Meta:
        abstract = True

    def gaps(self) -> rules.Problems:
        problems = super().gaps()
        if not self.red_flags:
            problems["red_flags"] = "Say which signs need more than self-care, and how soon to get help."
        if self.is_restricted() and not self.teaser.strip():
            problems["teaser"] = "Strangers see this page's red flags: write what else they may read of it."
        return problems

    def is_restricted(self) -> bool:
        """Whether the page has an audience of its own, or will have one from where it is to stand."""
        place = self if self.path else self.future_parent
        return place is not None and Restrictions.load().audience_of(place.path) != PUBLIC
