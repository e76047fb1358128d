"""Saves what the data describes as an editor would: drafts first, closed before they are published."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import DraftStateMixin, Page, PageViewRestriction


def publish_page(page: Page, below: Page, only_for: Group | None = None) -> None:
    """Save a page as a draft, close it if it is for one group only, then publish: never the other way round."""
    page.live = False
    below.add_child(instance=page)
    if only_for:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(only_for)
    page.save_revision(clean=False).publish()  # saving has judged it, and publishing will


def save_row(row: Any) -> None:
    """Save what is no page, and publish it where it has drafts."""
    row.full_clean()
    row.save()
    if isinstance(row, DraftStateMixin):
        row.save_revision().publish()
