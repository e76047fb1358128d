"""Pages about health: they are published only as somebody has reviewed them."""

from typing import Any, ClassVar

from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Revision

from cms.core import page_panels, rules
from cms.core.api_fields import Choice
from cms.core.forms import ReviewedPageForm
from cms.core.models.pages import ContentPage
from cms.core.reviewed_text import digest_of

REVIEW = Choice(
    name="review",
    source="kind_of_review",
    choices=("independent", "self"),
    null=True,
    summary=True,
    help="Whether somebody else than its authors has reviewed it.",
)


@register_setting(icon="user")
class ReviewPolicy(BaseGenericSetting):
    """Who may review."""

    solo = models.BooleanField(
        "one person may sign off alone",
        default=False,
        help_text="For a site of one person: authors may review their own pages if they give a reason. Readers are "
        "told that such a page was reviewed by its author.",
    )

    class Meta:
        verbose_name = "medical review"

    def __str__(self) -> str:
        return "Medical review"


class ReviewedPage(ContentPage):
    """A page that is not published without a reviewer, the day of the review and the day of the next.

    The three hold for the text that they were given for: its digest is kept with them in each version. Another text
    needs a new sign-off, however small the change is. A snippet that the page shows (a protocol, a cited work) is not
    a part of its text: who changes one answers for the pages that show it.
    """

    open_graph_type = "article"
    schema_org_page: ClassVar[tuple[str, ...]] = ("MedicalWebPage",)
    base_form_class = ReviewedPageForm
    review_panels: ClassVar = page_panels.HEALTH_REVIEW
    without_medical_meaning: ClassVar[frozenset[str]] = frozenset(
        {"medical_reviewer", "reviewed_on", "next_review_on", "self_review_reason", "reviewed_text"}
        | {"image", "image_alt", "teaser", "what_changed", "hidden_from_search"}
    )

    self_review_reason = models.TextField(
        "why its author reviewed it",
        blank=True,
        help_text="Only where one person may sign off alone: why nobody else has reviewed this page.",
    )
    reviewed_text = models.CharField(max_length=64, blank=True, editable=False)

    api_fields = (*ContentPage.api_fields, REVIEW)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.note_review()

    def save_revision(self, *args: Any, clean: bool = True, **kwargs: Any) -> Revision:
        if not clean:  # a draft that nobody judges says, too, what was reviewed
            self.note_review()
        revision: Revision = super().save_revision(*args, clean=clean, **kwargs)
        return revision

    def note_review(self) -> None:
        """Let a review that no text was noted for hold for the present one."""
        if self.kind_of_review and not self.reviewed_text:
            self.sign_off()

    def sign_off(self) -> None:
        """Let the review hold for the text as it is in memory."""
        self.reviewed_text = self.digest

    def withdraw_outdated_review(self) -> None:
        """Empty the days of a review that another text had."""
        if self.kind_of_review and not self.review_stands:
            self.reviewed_on = self.next_review_on = None

    @property
    def digest(self) -> str:
        return digest_of(self, self.without_medical_meaning)

    @property
    def review_stands(self) -> bool:
        """Whether what was reviewed is what the page says now."""
        return bool(self.kind_of_review) and self.reviewed_text in {"", self.digest}

    @property
    def kind_of_review(self) -> str | None:
        """Whether an author has reviewed the page; None while nobody has."""
        if not (self.medical_reviewer and self.reviewed_on):
            return None
        return "self" if self.medical_reviewer in self.authors else "independent"

    def reviewer_problems(self) -> rules.Problems:
        if self.medical_reviewer in self.authors and ReviewPolicy.load().solo:
            return rules.self_review_is_explained(self.self_review_reason)
        return super().reviewer_problems()

    def gaps(self) -> rules.Problems:
        problems = super().gaps() | rules.is_reviewed(self.medical_reviewer, self.reviewed_on, self.next_review_on)
        if self.reviewed_on and self.kind_of_review and not self.review_stands:
            problems["reviewed_on"] = rules.review_is_outdated(self.reviewed_on)
        return problems

    def share_fields(self) -> dict[str, Any]:
        return {**super().share_fields(), "next_review_on": self.next_review_on and self.next_review_on.isoformat()}
