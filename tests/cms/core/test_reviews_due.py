"""Whose review is due is told to those who can do something about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cms.core.reviews_due import reviews_due
from cms.users.models import User
from tests.cms.content import article, blog_post, person, point, published
from tests.cms.content import review as reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return User.objects.create_superuser("chief")


@pytest.fixture
def admin(client: Client, chief: User) -> Client:
    client.force_login(chief)
    return client


def due_in(days: int, **given: Any) -> Any:
    """A live article whose next review is in so many days."""
    on = timezone.localdate() + timedelta(days=days)
    return published(article(**{**reviewed(), "reviewed_on": date(2020, 1, 1), "next_review_on": on, **given}))


def test_what_is_due_is_listed(chief: User) -> None:
    """Overdue comes first, then what is due within 30 days; a review holds to the end of its day."""
    for days in (31, 30, 0, -1):
        due_in(days, title=str(days))
    assert [(due.page.title, due.state) for due in reviews_due(chief)] == [
        ("-1", "Overdue"),
        ("0", "Due soon"),
        ("30", "Due soon"),
    ]


def test_a_live_page_that_nobody_reviewed_is_overdue(chief: User) -> None:
    """A page whose reviewer is gone is listed before all others."""
    due_in(-1)
    page = published(point(medical_reviewer=person()))
    page.medical_reviewer.delete()
    [first, *_] = reviews_due(chief)
    assert (first.page, first.state, first.day) == (page, "Never reviewed", None)


def test_drafts_and_other_pages_are_not_due(chief: User) -> None:
    """What nobody can read, and what is not about health, need no review."""
    due_in(-1).unpublish()
    published(blog_post())
    assert reviews_due(chief) == []


def test_only_who_may_edit_a_page_hears_of_it(admin: Client) -> None:
    """An account without pages is told of none."""
    due_in(-1)
    visitor = User.objects.create_user("visitor")
    group = Group.objects.create(name="Visitors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    visitor.groups.add(group)
    assert reviews_due(visitor) == []
    admin.force_login(visitor)
    assert reverse("reviews_due") not in admin.get("/admin/").content.decode()


def test_the_first_page_counts_and_the_report_names(admin: Client) -> None:
    """The admin's first page tells how many are overdue; the report leads to their forms."""
    assert "overdue for a medical" not in admin.get("/admin/").content.decode()
    page = due_in(-1, title="Too old")
    other = due_in(1)
    assert "1 live page is overdue" in " ".join(admin.get("/admin/").content.decode().split())
    report = admin.get(reverse("reviews_due")).content.decode()
    assert f'href="/admin/pages/{page.pk}/edit/"' in report
    assert "Rita Reviewer" in report
    assert date_format(page.next_review_on) in report
    assert date_format(other.next_review_on) in report
