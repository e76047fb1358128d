"""Claims that wait for a second person: which there are, and what accepting one does."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.claims import Claim
from cms.core.content_types import content_types
from cms.core.models.claims import accept, open_claims

ACCEPTED = "core.accept_claim"


@dataclass(frozen=True)
class WaitingClaim:
    """One claim in the newest draft of a page."""

    page: Page
    claim: Claim

    @property
    def key(self) -> str:
        """Names the claim among those of its page, as long as its sentence stays."""
        return sha256(f"{self.claim.rule.name}\n{self.claim.sentence}".encode()).hexdigest()[:16]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def decide_url(self) -> str:
        return reverse("accept_claim", args=[self.page.pk, self.key])


def waiting(user: Any) -> Iterator[WaitingClaim]:
    """The claims that keep drafts from being published, on the pages that `user` may publish."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "publish").type(*content_types())
    for page in pages.filter(Q(live=False) | Q(has_unpublished_changes=True)).iterator():
        yield from waiting_on(page)


def waiting_on(page: Page) -> Iterator[WaitingClaim]:
    """The claims in the newest draft of a page, one for each rule and sentence."""
    draft = page.specific.get_latest_revision_as_object()
    once = {(claim.rule.name, claim.sentence): claim for _field, claim in open_claims(draft)}
    return (WaitingClaim(draft, claim) for claim in once.values())


def accept_claim(waiting_claim: WaitingClaim, user: Any, reason: str) -> None:
    """Let a sentence stand, and say so in the page's history.

    Raises:
        PermissionDenied: `user` may not publish the page, or has written the draft.
    """
    page, claim = waiting_claim.page, waiting_claim.claim
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied("Only who may publish a page decides about its claims.")
    if user.pk == author_of(page):
        raise PermissionDenied("You have written this draft. A second person decides about its claims.")
    with transaction.atomic():
        accept(page, claim, user, reason)
        data = {"rule": claim.rule.name, "sentence": claim.sentence, "reason": reason}
        log(instance=page, action=ACCEPTED, user=user, revision=page.latest_revision, data=data)


def author_of(page: Page) -> Any:
    """The key of the user who wrote the newest draft; None when a program did."""
    return page.latest_revision.user_id if page.latest_revision else page.owner_id
