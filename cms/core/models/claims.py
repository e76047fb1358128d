"""Sentences that somebody has accepted although a claim rule stops them."""

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Page

from cms.core.claims import Claim, claims_of


class ClaimAcceptance(models.Model):
    """That a second person accepted one sentence of one page, with the reason. Rows are added, never changed.

    It holds for the page in its language, for one rule, and for exactly this sentence: another wording is another
    claim. Who has left keeps their name in it.
    """

    translation_key = models.UUIDField(editable=False)
    language = models.CharField(max_length=100, editable=False)
    rule = models.CharField(max_length=50, editable=False)
    sentence = models.TextField(editable=False)
    reason = models.TextField(help_text="Why this sentence may stand: which evidence, which context.")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    accepted_by_name = models.CharField(max_length=255, editable=False)
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["translation_key", "language"], name="claim_acceptance_of_page")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.sentence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            TypeError: it is there already.
        """
        if not self._state.adding:
            raise TypeError("An acceptance is not changed; accept the new sentence instead.")
        super().save(*args, **kwargs)


def open_claims(page: Any) -> list[tuple[str, Claim]]:
    """The forbidden claims of a page as it is in memory that nobody has accepted, each with its field."""
    found = claims_of(page)
    accepted = set(_acceptances(page).values_list("rule", "sentence")) if found else set()
    return [(field, claim) for field, claim in found if (claim.rule.name, claim.sentence) not in accepted]


def accept(page: Page, claim: Claim, user: Any, reason: str) -> ClaimAcceptance:
    """Write down that `user` accepts a claim of a page."""
    return ClaimAcceptance.objects.create(
        translation_key=page.translation_key,
        language=page.locale.language_code,
        rule=claim.rule.name,
        sentence=claim.sentence,
        reason=reason,
        accepted_by=user,
        accepted_by_name=user.get_full_name() or user.get_username(),
    )


def _acceptances(page: Page) -> models.QuerySet[ClaimAcceptance]:
    return ClaimAcceptance.objects.filter(
        translation_key=page.translation_key, language=page.locale.language_code if page.locale_id else ""
    )
