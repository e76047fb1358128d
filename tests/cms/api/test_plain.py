"""What stands at the address of a plain page, and for whom."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from cms.home.models import HomePage
from cms.publications.models import Document
from tests.cms.content import article, published
from tests.cms.plain import plain
from tests.flows.publishing.world import gate


def settle() -> None:
    call_command("reconcile_publications", verbosity=0)


@pytest.fixture
def members() -> Group:
    return Group.objects.create(name="Members")


@pytest.fixture
def log_in(client: Client, django_user_model: Any) -> Callable[..., None]:
    """Log somebody in who belongs to some groups."""

    def logging_in(*groups: Group, **given: Any) -> None:
        user = django_user_model.objects.create_user("somebody", **given)
        user.groups.set(groups)
        client.force_login(user)

    return logging_in


def test_members_read_what_strangers_do_not_find(client: Client, members: Group, log_in: Callable[..., None]) -> None:
    """Whoever belongs to the group sees the page, which no cache may keep; so does somebody of several groups."""
    page = published(article(title="For members"))
    gate(page, members)
    assert plain(client, page).status_code == 404
    log_in(Group.objects.create(name="Others"), members)
    answer = plain(client, page)
    assert "For members" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_a_superuser_reads_what_any_group_may(client: Client, members: Group, log_in: Callable[..., None]) -> None:
    """What names nobody has no plain page, for superusers neither: the admin shows it to them."""
    page, nobodys = published(article()), published(article())
    gate(page, members)
    gate(nobodys)
    log_in(is_superuser=True)
    assert [plain(client, one).status_code for one in (page, nobodys)] == [200, 404]


def test_strangers_read_the_teaser(client: Client, members: Group, log_in: Callable[..., None]) -> None:
    """Title and teaser stand there, and the way in; members read the whole page."""
    page = published(article(title="Half open", teaser="A little.", summary="All of it."))
    gate(page, members)
    html = plain(client, page).text
    assert all(text in html for text in ("Half open", "A little.", "Sign in"))
    assert "All of it." not in html
    log_in(members)
    assert "All of it." in plain(client, page).text


def work(client: Client, address: str) -> list[str]:
    """The questions put to the database for an address, whatever they ask for."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 404
    return [re.sub(r"'[^']*'", "?", query["sql"]) for query in asked]


@pytest.mark.parametrize("groups", [0, 2])
def test_what_is_hidden_is_as_much_work_as_what_is_missing(
    client: Client, members: Group, log_in: Callable[..., None], groups: int
) -> None:
    """A gated page, a draft, a page below another and an old path of it, for strangers and for members of others."""
    if groups:
        log_in(*(Group.objects.create(name=f"Group {number}") for number in range(groups)))
    page, draft = published(article()), published(article())
    gate(page, members)
    draft.unpublish()
    Redirect.add_redirect("/old/", page)
    settle()
    missing = work(client, "/never/")
    assert [work(client, address) for address in (page.url, draft.url, "/old/", "/never/was/")] == [missing] * 4


def test_an_alias_is_as_closed_as_its_source(client: Client, members: Group, log_in: Callable[..., None]) -> None:
    """What stands in a closed folder is not read where it is repeated outside, nor named there."""
    page = published(article(title="In the folder"))
    folder, top = page.get_parent(), page.get_parent().get_parent()
    alias = page.create_alias(parent=top, update_slug="again")
    assert plain(client, alias).status_code == 200
    gate(folder, members)
    assert plain(client, alias).status_code == 404
    assert "In the folder" not in plain(client, top).text
    log_in(members)
    assert "In the folder" in plain(client, alias).text


def test_what_has_no_document_has_no_plain_page(client: Client) -> None:
    """Wagtail's bare pages are no content, and what publications have withdrawn is gone here too."""
    page = published(article())
    bare = page.get_parent().add_child(instance=Page(title="Bare", slug="bare"))
    assert plain(client, bare).status_code == 404
    assert plain(client, page).status_code == 200
    Document.objects.filter(object_id=str(page.pk)).delete()
    assert client.get(page.url).status_code == 404


def test_a_page_stands_at_its_own_path_alone(client: Client) -> None:
    """Nothing answers below it, and the home page answers at the root."""
    page = published(article())
    assert plain(client, page).status_code == 200
    assert client.get(f"{page.url}below/").status_code == 404
    assert client.get("/").status_code == 200


def test_each_site_shows_its_own_pages(client: Client) -> None:
    """The host decides, and one path leads to different pages."""
    published(article(title="Here", slug="one"))
    other = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other", summary="Elsewhere."))
    Site.objects.create(hostname="other.example.org", root_page=other)
    settle()
    assert "Elsewhere." in client.get("/", headers={"host": "other.example.org"}).text
    assert "Elsewhere." not in client.get("/").text


def test_readers_find_a_page_in_their_language(client: Client) -> None:
    """Where a path leads to a page in several languages; where it has only one, everybody reads that."""
    page = published(article(title="One"))
    home = page.get_parent().get_parent().specific
    german = home.copy_for_translation(Locale.objects.create(language_code="de"))
    german.title = "Anfang"
    german.save_revision().publish()
    settle()
    titles = [client.get("/", headers={"accept-language": code}).text for code in ("de", "nl", "en")]
    assert ["Anfang" in html for html in titles] == [True, False, False]
    assert client.get(page.url, headers={"accept-language": "de"}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_plain_pages_are_only_read(client: Client, method: str) -> None:
    """Whatever stands there or not, other methods are refused alike."""
    page = published(article())
    settle()
    answers = [getattr(client, method)(address) for address in (page.url, "/never/")]
    assert [answer.status_code for answer in answers] == [405, 405]
    assert {answer.content for answer in answers} == {b""}


@pytest.mark.parametrize("permanent, status", [(True, 301), (False, 302)])
def test_an_old_path_leads_to_the_page(client: Client, permanent: bool, status: int) -> None:
    """For good or for now, as the editor says; nobody keeps the answer."""
    page = published(article())
    Redirect.add_redirect("/old/", page, is_permanent=permanent)
    settle()
    answer = client.get("/old/?from=mail")
    assert (answer.status_code, answer["Location"]) == (status, page.url)
    assert "no-store" in answer["Cache-Control"]


def test_an_old_path_may_lead_elsewhere(client: Client) -> None:
    """The site's own redirect comes before the one of all sites."""
    published(article())
    Redirect.add_redirect("/old/", "https://all.example.org/")
    settle()
    assert client.get("/old/")["Location"] == "https://all.example.org/"
    Redirect.add_redirect("/old/", "https://own.example.org/", site=Site.objects.get())
    settle()
    assert client.get("/old/")["Location"] == "https://own.example.org/"


def test_only_its_readers_are_led_to_a_gated_page(client: Client, members: Group, django_user_model: Any) -> None:
    """Strangers and other members are answered as at an address that never was."""
    page = published(article())
    gate(page, members)
    Redirect.add_redirect("/old/", page)
    settle()
    hidden, missing = client.get("/old/"), client.get("/nil/")
    assert (hidden.status_code, hidden.content.replace(b"old", b"nil")) == (404, missing.content)
    assert dict(hidden.headers) == dict(missing.headers)
    user = django_user_model.objects.create_user("somebody")
    client.force_login(user)
    assert client.get("/old/").status_code == 404
    user.groups.add(members)
    assert client.get("/old/")["Location"] == page.url


def test_nobody_is_led_to_a_draft(client: Client) -> None:
    """A page that was taken back answers under none of its paths."""
    page = published(article())
    Redirect.add_redirect("/old/", page)
    page.unpublish()
    settle()
    assert client.get("/old/").status_code == 404
