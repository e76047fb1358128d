"""Wagtail's privacy, read as audiences."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from cms.core.audiences import PATHS_AT_ONCE, PUBLIC, Restrictions, group_audience

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
    """Wherever it stands, and an alias of an alias too; what lies below it is closed with it."""
    group = restrict(branch[1], "A")
    alias = branch[1].create_alias(parent=branch[0], update_slug="again", recursive=True)
    second = alias.create_alias(parent=branch[0], update_slug="once-more")
    assert group
    pages = [branch[0], alias, alias.get_children().get(), second]
    assert audiences(pages) == [PUBLIC, *[group_audience(group.pk)] * 3]


def test_an_alias_is_closed_by_what_stands_above_its_source(branch: list[Page]) -> None:
    """A closed folder closes the aliases of all pages in it, theirs, and what lies below those."""
    group = restrict(branch[1], "A")
    alias = branch[2].create_alias(parent=branch[0], update_slug="again")
    below = alias.add_child(title="Below", slug="below")
    second = below.create_alias(parent=branch[0], update_slug="once-more")
    assert group
    assert audiences([branch[0], alias, below, second]) == [PUBLIC, *[group_audience(group.pk)] * 3]


def test_an_alias_below_another_group_is_nobodys(branch: list[Page]) -> None:
    """Who may read the source and who may read where the alias stands are two groups, so nobody may read it."""
    restrict(branch[1], "A")
    elsewhere = branch[0].add_child(title="Elsewhere", slug="elsewhere")
    restrict(elsewhere, "B")
    assert audiences([branch[2].create_alias(parent=elsewhere, update_slug="again")]) == [None]


def test_aliases_in_a_circle_are_closed_together(branch: list[Page]) -> None:
    """Two folders that each hold an alias of the other are read to an end."""
    group = restrict(branch[2], "A")
    other = branch[0].add_child(title="Other", slug="other")
    in_other = branch[1].create_alias(parent=other, update_slug="middle-again")
    in_leaf = other.create_alias(parent=branch[2], update_slug="other-again")
    assert group
    assert audiences([in_other, other, in_leaf]) == [PUBLIC, PUBLIC, group_audience(group.pk)]
    restrict(branch[1], "A")
    assert audiences([in_other, other, in_leaf]) == [group_audience(group.pk), PUBLIC, group_audience(group.pk)]


def test_many_closed_pages_are_read(branch: list[Page]) -> None:
    """More than one question to the database can ask about."""
    pages = [branch[0].add_child(title="One of many", slug=f"one-{number}") for number in range(PATHS_AT_ONCE + 1)]
    for page in pages:
        restrict(page, "A")
    alias = pages[-1].create_alias(parent=branch[1], update_slug="again")
    assert audiences([alias]) == audiences([pages[0]]) != [PUBLIC]
