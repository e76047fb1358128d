"""Only what everybody may read in full, and what is meant to be announced, is in a feed."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import Site

from cms.articles.models import ArticlePage
from cms.publications.models import Access
from tests.cms.content import article, published
from tests.flows.canary import Canary
from tests.flows.publishing.world import gate
from tests.integrations.feeds.posts import post

FORMS = ("rss", "atom", "json")


def titles(client: Client, query: str = "") -> list[str]:
    return [item["title"] for item in client.get(f"/feeds/json/{query}").json()["items"]]


@pytest.mark.parametrize("query", ["", "?type=articles", "?tag={word}", "?point=GV14", "?tag=open"])
def test_a_feed_never_tells_of_what_is_closed(client: Client, settings: Settings, tmp_path: Path, query: str) -> None:
    """In no format: neither the word that stands only on gated pages and in drafts, nor the id of one."""
    settings.MEDIA_ROOT = tmp_path / "media"
    canary = Canary()
    for form in FORMS:
        address = f"/feeds/{form}/{query.format(word=canary.word)}"
        text = client.get(address).content.decode().replace(canary.word, "", query.count("{word}") * 9)
        assert canary.found_in(text) == []
    assert titles(client, query.format(word=canary.word)) == (
        [] if "{word}" in query or "GV" in query else ["In the open"]
    )


def test_a_page_leaves_every_feed_when_it_is_gated(client: Client, members: Group) -> None:
    """Also where a public teaser of it stays."""
    page = published(article(title="Soon closed", teaser="For members."))
    call_command("reconcile_publications", verbosity=0)
    assert titles(client) == ["Soon closed"]
    gate(page, members)
    call_command("reconcile_publications", verbosity=0)
    assert titles(client) == []


def test_an_alias_is_told_once(client: Client) -> None:
    """The same post at a second place is no second post."""
    page = published(article(title="Once"))
    page.create_alias(update_slug="twice", parent=page.get_parent())
    call_command("reconcile_publications", verbosity=0)
    assert ArticlePage.objects.live().count() == 2
    assert titles(client) == ["Once"]


def test_lists_teasers_and_other_sites_are_no_posts(client: Client) -> None:
    """A document without a share part is not announced; a teaser is no post; every site has its own feed."""
    home = Site.objects.get(is_default_site=True).root_page
    other = Site.objects.create(hostname="other.example.org", root_page=home)
    post(title="list", columns={"share": None})
    post(title="teaser", columns={"access": Access.TEASER})
    post(title="for members", columns={"audience": "group:1"})
    post(title="elsewhere", columns={"site": other})
    post(title="here")
    assert titles(client) == ["here"]
