"""Wagtail's privacy, read as audiences."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from cms.publications.audiences import PUBLIC, Restrictions, group_audience

pytestmark = pytest.mark.django_db

KINDS = (PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN)


@pytest.fixture
def branch() -> list[Page]:
    """A page, its child and its grandchild."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    pages = [root.add_child(title="Top", slug="top-of-branch")]
    for name in ("middle", "leaf"):
        pages.append(pages[-1].add_child(title=name, slug=name))
    return pages


def restrict(page: Page, *names: str) -> Group | None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    groups = [Group.objects.get_or_create(name=name)[0] for name in names]
    restriction.groups.set(groups)
    return groups[0] if groups else None


def audiences(branch: list[Page]) -> list[str | None]:
    restrictions = Restrictions.load()
    return [restrictions.audience_of(page.path) for page in branch]


def test_without_restrictions_everything_is_public(branch: list[Page]) -> None:
    """A path without restrictions is everybody's."""
    assert audiences(branch) == [PUBLIC] * 3


def test_one_group_is_the_audience_of_everything_below(branch: list[Page]) -> None:
    """A group on a page is the audience of the page and its descendants, not of its parent."""
    group = restrict(branch[1], "A")
    assert group
    assert audiences(branch) == [PUBLIC, group_audience(group.pk), group_audience(group.pk)]


def test_the_same_group_twice_is_one_audience(branch: list[Page]) -> None:
    """Naming the group again further down changes nothing."""
    group = restrict(branch[0], "A")
    restrict(branch[2], "A")
    assert group
    assert audiences(branch) == [group_audience(group.pk)] * 3


@pytest.mark.parametrize("names", [(), ("A", "B")])
def test_no_group_or_two_name_nobody(branch: list[Page], names: tuple[str, ...]) -> None:
    """A restriction to no group, or to two, closes the page."""
    restrict(branch[1], *names)
    assert audiences(branch) == [PUBLIC, None, None]


def test_two_groups_on_one_path_name_nobody(branch: list[Page]) -> None:
    """A group above and another below close what lies below."""
    restrict(branch[0], "A")
    restrict(branch[2], "B")
    assert audiences(branch)[2] is None


@pytest.mark.parametrize("kind", KINDS)
def test_passwords_and_logins_name_nobody(branch: list[Page], kind: str) -> None:
    """A shared password and 'any login' are no audience, even beside a group."""
    PageViewRestriction.objects.create(page=branch[0], restriction_type=kind, password="x")
    restrict(branch[1], "A")
    assert audiences(branch) == [None, None, None]


def test_an_alias_has_the_audience_of_its_source(branch: list[Page]) -> None:
    """As Wagtail has it: wherever it stands, and an alias of an alias too; what lies below it is closed with it."""
    group = restrict(branch[1], "A")
    alias = branch[1].create_alias(parent=branch[0], update_slug="again", recursive=True)
    second = alias.create_alias(parent=branch[0], update_slug="once-more")
    assert group
    pages = [branch[0], alias, alias.get_children().get(), second]
    assert audiences(pages) == [PUBLIC, *[group_audience(group.pk)] * 3]
