"""Paths of pages that were taken back, as front ends ask for them."""

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from tests.cms.api.factories import api_key, change, group
from tests.cms.content import article, published
from tests.flows.publishing.world import gate

BY_PATH = "/api/v1/documents/by-path/?path="


def settle() -> None:
    """What the end of a transaction does: look at everything that was marked."""
    call_command("reconcile_publications", verbosity=0)


@pytest.fixture
def page() -> Page:
    """A page that everybody was told of."""
    made: Page = published(article(slug="here"))
    settle()
    return made


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_page_that_was_taken_back_is_gone(client: Client, page: Page, end: str) -> None:
    """The problem says so, but not in another language nor where nothing was. Once it is back it is read."""
    getattr(page, end)()
    settle()
    answer = client.get(BY_PATH + page.url)
    assert (answer.status_code, answer.json()["type"]) == (410, "/api/v1/problems/gone/")
    assert client.get(f"{BY_PATH}{page.url}&locale=de").status_code == 404
    assert client.get(f"{BY_PATH}/nowhere/").status_code == 404
    if end == "unpublish":
        page.save_revision(clean=False).publish()
        settle()
        assert client.get(BY_PATH + page.url).status_code == 200


@pytest.mark.parametrize("later", ["stays", "deleted"])
def test_a_page_that_was_gated_was_never_there(client: Client, page: Page, later: str) -> None:
    """Whatever becomes of it inside, strangers are answered as at a path where nothing was; its readers are told."""
    members = group()
    gate(page, members)
    settle()
    if later == "deleted":
        page.delete()
        settle()
    hidden, missing = client.get(BY_PATH + page.url), client.get(f"{BY_PATH}/nowhere/")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    inside = client.get(BY_PATH + page.url, headers=api_key(members)[1])
    assert inside.status_code == (410 if later == "deleted" else 200)


def test_what_is_gated_at_the_path_of_a_page_that_is_gone_changes_nothing(client: Client, page: Page) -> None:
    """Strangers go on being told of the page that they knew."""
    page.unpublish()
    settle()
    before = client.get(BY_PATH + page.url)
    gate(page, group())
    page.save_revision(clean=False).publish()
    settle()
    assert client.get(BY_PATH + page.url).content == before.content


def test_a_page_that_has_moved_away_is_not_gone(client: Client, page: Page) -> None:
    """Where it stood there is a redirect, or nothing; the same path of another site was never there."""
    site, other = Site.objects.get().pk, 0
    moved = change(site_id=site, path="/old/")
    change(moved.uid, action="updated", cause="path", site_id=site, path="/new/", previous_path="/old/")
    change(action="deleted", site_id=other, path="/there/")
    assert [client.get(BY_PATH + path).status_code for path in ("/old/", "/there/")] == [404, 404]
