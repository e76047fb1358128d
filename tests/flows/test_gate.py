"""The gate outside the API: Wagtail's own pages, their links, and uploaded files."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, PageViewRestriction

from tests.cms.content import article, point, published
from tests.cms.plain import plain

pytestmark = pytest.mark.django_db
METHODS = ["get", "head", "post", "options"]
KINDS = [PageViewRestriction.GROUPS, PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD]


def close(page: Page, kind: str = PageViewRestriction.GROUPS) -> Group:
    """Let only the members of a new group see a page."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    members = Group.objects.create(name="Members")
    restriction.groups.add(members)
    return members


def seen(client: Client, method: str, address: str, cookie: str) -> tuple[int, bytes, dict[str, str], str]:
    """All that tells one answer from another."""
    client.cookies["sessionid"] = cookie
    response: HttpResponse = getattr(client, method)(address)
    return response.status_code, response.content, dict(response.headers), str(response.cookies)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cookie", ["", "a" * 32])
def test_a_closed_page_answers_a_stranger_like_a_missing_one(client: Client, kind: str, cookie: str) -> None:
    """Status, body, headers and cookies are the same, also for who shows a session that never was."""
    page = published(article())
    close(page, kind)
    call_command("reconcile_publications", verbosity=0)
    closed = [seen(client, method, page.url, cookie) for method in METHODS]
    page.delete()
    assert closed == [seen(client, method, page.url, cookie) for method in METHODS]
    assert [answer[0] for answer in closed] == [404, 404, 405, 405]


def test_what_lies_below_a_closed_page_is_closed(client: Client) -> None:
    """Privacy holds for the whole subtree."""
    page = published(article())
    close(page.get_parent())
    assert plain(client, page).status_code == 404


def test_somebody_of_another_group_is_told_nothing_either(client: Client, django_user_model: Any) -> None:
    """A login does not tell that there is a page for others."""
    page = published(article())
    close(page)
    client.force_login(django_user_model.objects.create_user("other"))
    assert plain(client, page).status_code == 404


def test_a_member_logs_in_and_reads(client: Client, django_user_model: Any) -> None:
    """The login form stands at its own address, and leads to where the member wanted to go."""
    page = published(article(title="For members"))
    django_user_model.objects.create_user("member", password="correct horse").groups.add(close(page))
    login = reverse("wagtailcore_login")
    assert client.get(login).status_code == 200
    given = {"username": "member", "password": "correct horse"}
    assert client.post(login, given).headers["Location"] == "/"
    call_command("reconcile_publications", verbosity=0)
    answer = client.post(login, {**given, "next": page.url}, follow=True)
    assert "For members" in answer.content.decode()


@pytest.mark.parametrize("name", ["wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"])
def test_there_are_no_password_forms(name: str) -> None:
    """Wagtail's forms would tell which pages and restrictions exist."""
    with pytest.raises(NoReverseMatch):
        reverse(name, args=(1, 1)[: 2 if "core" in name else 1])


@pytest.mark.parametrize("state", ["closed", "below a closed page", "draft"])
def test_rich_text_links_no_page_that_others_may_not_see(client: Client, state: str) -> None:
    """The words of the link stay; the address, which names the page, does not."""
    hidden = published(article(slug="hidden-place"))
    if state == "draft":
        hidden.unpublish()
    else:
        close(hidden if state == "closed" else hidden.get_parent())
    text = f'<p><a linktype="page" id="{hidden.pk}">Read on</a></p>'
    pages = [published(article(body=[("paragraph", text)])), published(point(how_to_find=text))]
    for page in pages:
        html = plain(client, page).content.decode()
        assert "Read on" in html
        assert "hidden-place" not in html


def test_rich_text_links_an_open_page(client: Client) -> None:
    """What everybody may see is linked."""
    linked = published(article(slug="open-place"))
    text = f'<p><a linktype="page" id="{linked.pk}">Read on</a></p>'
    page = published(article(body=[("paragraph", text)]))
    assert f'<a href="{linked.url}">Read on</a>' in plain(client, page).content.decode()
