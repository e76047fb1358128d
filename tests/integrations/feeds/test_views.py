"""The address of the feeds: what it answers, and what may be kept."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from cms.publications.models import Document
from integrations.feeds.reading import LENGTH
from integrations.models import Destination
from tests.cms.content import article, published
from tests.cms.plain import plain
from tests.integrations.feeds.posts import OPENED, connect_hub, paragraph, post

FORMS = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@pytest.mark.parametrize("form, media_type", FORMS.items())
def test_each_format_has_its_media_type(client: Client, form: str, media_type: str) -> None:
    """Readers recognise a feed by its type."""
    assert client.get(f"/feeds/{form}/")["Content-Type"] == media_type


def test_an_unknown_format_is_not_found(client: Client) -> None:
    """The answer names the formats that there are."""
    answer = client.get("/feeds/rdf/")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    assert "There are: atom, json, rss." in answer.content.decode()


def test_a_feed_is_only_read(client: Client) -> None:
    """GET and HEAD are answered, nothing else."""
    assert client.head("/feeds/rss/").status_code == 200
    assert client.post("/feeds/rss/").status_code == 405


def test_without_a_published_site_there_is_no_feed(client: Client) -> None:
    """Nothing is made up about a site that has no document yet."""
    Document.objects.all().delete()
    assert client.get("/feeds/rss/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", ["?tag=a%20b&locale=en", "?locale=en&tag=a+b", "?tag=a+b&locale=en&tag=a+b"])
def test_a_feed_names_itself_by_its_one_address(client: Client, form: str, query: str) -> None:
    """However it was asked for, in itself and in the header, so that whoever subscribes asks for the same."""
    answer = client.get(f"/feeds/{form}/{query}")
    me = f"{settings.WAGTAILADMIN_BASE_URL}/feeds/{form}/?locale=en&tag=a+b"
    assert f'"{me}"' in answer.content.decode().replace("&amp;", "&")
    assert answer["Link"] == f'<{me}>; rel="self"'


@pytest.mark.parametrize("form", FORMS)
def test_what_is_held_is_not_sent_again(client: Client, form: str) -> None:
    """The ETag gets a 304 without a body, also when a proxy has weakened it."""
    newest = post()
    first = client.get(f"/feeds/{form}/")
    assert first["Last-Modified"] == http_date(newest.updated_at.timestamp())
    for tag in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = client.get(f"/feeds/{form}/", headers={"if-none-match": tag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(f"/feeds/{form}/", headers={"if-none-match": '"other"'}).status_code == 200


def test_every_difference_has_an_etag_of_its_own(client: Client, site: Document) -> None:
    """Posts, withdrawals, the site's own name, hubs, narrowing and format: each is another feed."""
    post()
    older = post()
    tags = [client.get(address)["ETag"] for address in ("/feeds/rss/", "/feeds/atom/", "/feeds/rss/?locale=en")]
    older.delete()
    tags.append(client.get("/feeds/rss/")["ETag"])
    Document.objects.filter(pk=site.pk).update(etag="site-2")
    tags.append(client.get("/feeds/rss/")["ETag"])
    connect_hub()
    tags.append(client.get("/feeds/rss/")["ETag"])
    assert len(set(tags)) == 6


def test_a_date_alone_never_keeps_what_was_withdrawn(client: Client) -> None:
    """A withdrawal leaves the newest date as it was: whoever asks by date gets the feed."""
    older, _ = post(), post()
    modified = client.get("/feeds/rss/")["Last-Modified"]
    older.delete()
    answer = client.get("/feeds/rss/", headers={"if-modified-since": modified})
    assert (answer.status_code, answer["Last-Modified"]) == (200, modified)


def test_a_feed_may_be_kept_by_caches_like_the_api(client: Client) -> None:
    """The same for everybody: it varies on nothing and sets no cookie."""
    answer = client.get("/feeds/rss/", headers={"accept-language": "de"})
    assert answer["Cache-Control"] == settings.API_CACHE_CONTROL
    assert not {"Vary", "Content-Language"} & set(answer.headers)
    assert not answer.cookies


def test_hubs_are_named_where_they_are_connected(client: Client) -> None:
    """In the header and in the feed, as WebSub asks."""
    assert "hub" not in client.get("/feeds/atom/").content.decode()
    connect_hub()
    answer = client.get("/feeds/atom/?locale=en")
    me = f"{settings.WAGTAILADMIN_BASE_URL}/feeds/atom/?locale=en"
    assert answer["Link"] == f'<https://hub.example.org/>; rel="hub", <{me}>; rel="self"'
    assert '<link href="https://hub.example.org/" rel="hub"' in answer.content.decode()
    assert client.get("/feeds/json/").json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert '<atom:link href="https://hub.example.org/" rel="hub"' in client.get("/feeds/rss/").content.decode()


def test_a_hub_that_is_not_told_is_not_named(client: Client) -> None:
    """Neither one that is paused, nor any where a feed is narrowed by more than one value."""
    hub = connect_hub()
    assert 'rel="hub"' in client.get("/feeds/rss/?tag=neck")["Link"]
    assert 'rel="hub"' not in client.get("/feeds/rss/?tag=neck&locale=en")["Link"]
    Destination.objects.filter(pk=hub.pk).update(state=Destination.State.PAUSED)
    assert 'rel="hub"' not in client.get("/feeds/rss/?tag=neck")["Link"]


def test_what_a_hub_fetches_is_never_an_old_copy(client: Client) -> None:
    """It comes right after the ping; caches that keep the feed have to ask first."""
    connect_hub()
    assert client.get("/feeds/rss/")["Cache-Control"] == "public, no-cache"
    assert client.get("/feeds/rss/?tag=neck&locale=en")["Cache-Control"] == settings.API_CACHE_CONTROL


def test_the_newest_come_first_and_not_all_come(client: Client) -> None:
    """As many posts as a reader needs, in a fixed number of queries."""
    posts = [post(body=[paragraph("<p>x</p>")]) for _ in range(LENGTH + 5)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        items = client.get("/feeds/json/").json()["items"]
    assert [item["title"] for item in items] == [each.title for each in reversed(posts[5:])]
    assert len(queries) <= 5


def test_a_feed_is_dated_by_its_latest_change(client: Client) -> None:
    """A correction of an old post is news of the feed, not only of the post."""
    post(title="new")
    old = post(title="old", columns={"published_at": OPENED})
    answer = client.get("/feeds/json/")
    assert answer["Last-Modified"] == http_date(old.updated_at.timestamp())
    assert [item["title"] for item in answer.json()["items"]] == ["new", "old"]


def test_feeds_can_be_found(client: Client) -> None:
    """From every plain page and from the entrance of the API."""
    page = plain(client, published(article())).content.decode()
    assert '<link rel="alternate" type="application/atom+xml" title="News" href="/feeds/atom/">' in page
    assert client.get("/api/v1/").json()["feed"] == "http://testserver/feeds/json/"
