"""Live pages about health whose review is over or soon will be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.content_types import content_types
from cms.core.models import ReviewedPage

SOON = timedelta(days=30)


@dataclass(frozen=True)
class DueReview:
    """A page to have reviewed; `day` is None where nobody ever has."""

    page: ReviewedPage
    day: date | None
    overdue: bool

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def state(self) -> str:
        return "Due soon" if not self.overdue else "Overdue" if self.day else "Never reviewed"


def reviews_due(user: Any) -> list[DueReview]:
    """What is overdue, or due within 30 days, of the pages that a person may edit; the longest due first."""
    return sorted(_due(user, timezone.localdate()), key=lambda due: (due.day or date.min, due.page.title))


def _due(user: Any, today: date) -> Iterator[DueReview]:
    mine = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"}).values("pk")
    unreviewed = Q(medical_reviewer=None) | Q(next_review_on=None)
    for model in content_types():
        if issubclass(model, ReviewedPage):
            live = model._default_manager.filter(pk__in=mine, live=True).select_related("medical_reviewer")
            for page in live.filter(unreviewed | Q(next_review_on__lte=today + SOON)):
                day = page.next_review_on if page.medical_reviewer else None
                yield DueReview(page, day, overdue=day is None or day < today)
