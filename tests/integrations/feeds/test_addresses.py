"""By what a feed is known, and which feeds a change touches."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from wagtail.models import Site

from cms.publications.models import Change
from integrations.feeds.addresses import feed_address, touched_feeds
from tests.integrations.fakes import make_change

OWN = settings.WAGTAILADMIN_BASE_URL
EVERYWHERE = [(), (("locale", "en"),), (("type", "articles"),)]


def changed(first: Change | None = None, **fields: Any) -> Change:
    """A change of an article on the default site, after `first`."""
    site = Site.objects.get(is_default_site=True)
    return make_change(first.uid if first else None, **{"site_id": site.pk, **fields})


def narrowings(addresses: Iterable[str]) -> list[tuple[tuple[str, str], ...]]:
    """How the feeds in Atom at these addresses are narrowed."""
    split = [urlsplit(address) for address in addresses]
    return sorted(tuple(parse_qsl(one.query)) for one in split if one.path == "/feeds/atom/")


def test_a_feed_has_one_address() -> None:
    """That of this installation, its parameters in one order and written in one way."""
    site = Site.objects.get(is_default_site=True)
    address = feed_address(site, "rss", {"locale": ["en"], "tag": ["a b", "ä"]})
    assert address == f"{OWN}/feeds/rss/?locale=en&tag=a+b&tag=%C3%A4"
    other = Site.objects.create(hostname="other.example.org", port=443, root_page=site.root_page)
    assert feed_address(other, "json", {}) == "https://other.example.org/feeds/json/"


def test_a_change_touches_every_feed_by_one_value() -> None:
    """All posts, its language, its type, and each value of each facet; in every format."""
    touched = touched_feeds(changed(facets={"tag": ["neck", "back"], "author": ["ann"], "point": []}))
    tags = [(("tag", "back"),), (("tag", "neck"),)]
    assert narrowings(touched) == sorted([*EVERYWHERE, (("author", "ann"),), *tags])
    assert len(touched) == 3 * 6


def test_a_feed_hears_that_it_has_lost_a_page() -> None:
    """A tag that was taken away is told of as well as the one that came, and a tombstone of all there were."""
    first = changed(facets={"tag": ["neck"]})
    second = changed(first, action="updated", facets={"tag": ["back"]})
    assert {(("tag", "back"),), (("tag", "neck"),)} <= set(narrowings(touched_feeds(second)))
    gone = changed(first, action="unpublished", facets={"tag": ["back"]})
    assert narrowings(touched_feeds(gone)) == sorted([*EVERYWHERE, (("tag", "back"),)])


def test_a_page_that_is_closed_leaves_its_feeds() -> None:
    """Where only a teaser stays, it has left; from then on its changes touch no feed."""
    first = changed(facets={"tag": ["neck"]})
    teaser = changed(first, action="updated", cause="privacy", access="teaser")
    assert touched_feeds(teaser) == touched_feeds(first)
    assert touched_feeds(changed(first, action="updated", access="teaser")) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": "group:7"},
        {"kind": "person", "type": "people"},
        {"type": "home"},
        {"cause": "render"},
        {"site_id": None},
        {"access": "teaser"},
    ],
)
def test_what_is_in_no_feed_touches_none(fields: dict[str, Any]) -> None:
    """Gated pages, snippets, pages that only list others, new presentations, teasers."""
    assert touched_feeds(changed(**fields)) == ()
