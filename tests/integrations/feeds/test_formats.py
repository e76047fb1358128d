"""Each format holds to its specification, whatever stands in the content."""

import json
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils.feedgenerator import Enclosure
from jsonschema import Draft202012Validator

from cms.publications.models import Document
from integrations.feeds.formats import FORMATS
from integrations.feeds.items import item_of
from integrations.feeds.reading import Reading
from tests.integrations.feeds.json_feed_schema import JSON_FEED
from tests.integrations.feeds.posts import paragraph, post

HOSTILE = {
    "entities": "AT&T &amp; &lt;b&gt; &nbsp; &#0; \"quotes\" 'single'",
    "markup": "<script>alert(1)</script> a < b > c",
    "end of CDATA": "before ]]> after <![CDATA[ inside",
    "control characters": "\x00bell\x07 escape\x1b form\x0c nothing\ufffe\uffff",
    "right to left": "\u202eعربي עברית\u202c",
    "emoji": "👩🏽‍⚕️ 🫀 flag 🏳️‍🌈",
    "line ends": "one\r\ntwo\rthree\u2028four\x85five",
    "empty": "",
}


def parsed(client: Client, form: str, query: str = "") -> Any:
    answer = client.get(f"/feeds/{form}/{query}")
    assert answer.status_code == 200
    return feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})


def written(site: Document, form: str, *items: dict[str, Any]) -> bytes:
    """A feed of these items."""
    feed = FORMATS[form](**Reading(site, {}, "https://www.example.org/feed", []).channel())
    for item in items:
        feed.add_item(**item)
    return feed.writeString("utf-8").encode()


def hostile_post(text: str) -> None:
    post(
        title=text or "-",
        summary=text,
        body=[paragraph(f"<p>{text}</p>"), {"type": "quote", "value": {"text": text, "source": text}}],
        authors=[{"name": text or "-"}],
        tags=[{"name": text or "-"}],
        disclaimer=text,
    )


@pytest.mark.parametrize("form", ["rss", "atom"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_content_breaks_the_xml(client: Client, form: str, text: str) -> None:
    """A strict parser finds no fault in any text, and every post is there."""
    hostile_post(text)
    post(title="After it")
    feed = parsed(client, form)
    assert feed.bozo is False, feed.get("bozo_exception")
    assert len(feed.entries) == 2
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[form]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_content_breaks_the_structure_of_json_feed(client: Client, text: str) -> None:
    """The feed keeps to the published structure, with every member that is not empty."""
    hostile_post(text)
    feed = json.loads(client.get("/feeds/json/").content)
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(JSON_FEED).iter_errors(feed)]
    assert errors == []
    assert len(feed["items"]) == 1


def test_a_feed_without_posts_is_valid_in_every_format(client: Client) -> None:
    """Who subscribes before the first post gets an empty feed, dated when the site was opened."""
    for form in ("rss", "atom"):
        feed = parsed(client, form)
        assert (feed.bozo, feed.entries) == (False, [])
        assert feed.feed.updated_parsed[:5] == (2026, 1, 2, 3, 4)
    assert not list(Draft202012Validator(JSON_FEED).iter_errors(client.get("/feeds/json/").json()))


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_plain_text_arrives_as_it_was_written(client: Client, form: str) -> None:
    """What an editor typed as plain text is shown as typed, never taken for markup."""
    post(title="5 < 6 & 7", summary="if a<b & c", authors=[{"name": "Q & A"}], tags=[{"name": "x<y"}])
    entry = parsed(client, form).entries[0]
    assert (entry.title, entry.authors[0].name, entry.tags[0].term) == ("5 < 6 & 7", "Q & A", "x<y")
    assert entry.summary == "if a&lt;b &amp; c"  # as HTML


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_five_hundred_posts_are_written_without_a_fault(site: Document, form: str) -> None:
    """The formats set no limit of their own."""
    item = item_of(post(body=[paragraph("<p>At length.</p>")]), None)
    items = [{**item, "unique_id": f"urn:example:{number}"} for number in range(500)]
    read = feedparser.parse(written(site, form, *items))
    assert (read.bozo, len(read.entries)) == (False, 500)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_all_that_is_told_of_a_post_can_be_read_back(client: Client, form: str) -> None:
    """Id, address, dates, people, tags, summary and full text."""
    stored = post(
        title="Sleep",
        body=[paragraph("<p>At length.</p>")],
        authors=[{"name": "Ann"}, {"name": "Bo"}],
        tags=[{"name": "Rest"}],
    )
    entry = parsed(client, form).entries[0]
    assert entry.id == f"urn:uuid:{stored.uid}"
    assert entry.link == f"https://www.example.org{stored.path}"
    assert entry.published_parsed == entry.updated_parsed == stored.published_at.utctimetuple()
    assert {author.name for author in entry.authors} == {"Ann", "Bo"}
    assert "At length." in entry.content[0].value
    assert entry.summary == "In short."


def test_an_enclosure_says_length_and_type_in_every_format(site: Document) -> None:
    """The three formats name the same picture with the same size."""
    address = "https://www.example.org/i.png"
    item = item_of(post(image={"src": address, "alt": "Teal"}), Enclosure(address, "1234", "image/png"))
    for form in ("rss", "atom"):
        found = feedparser.parse(written(site, form, item)).entries[0].enclosures[0]
        assert (found.href, found.length, found.type) == (address, "1234", "image/png")
    found = json.loads(written(site, "json", item))["items"][0]
    assert found["attachments"] == [{"url": address, "mime_type": "image/png", "size_in_bytes": 1234}]
    assert found["image"] == address


def test_a_picture_of_unknown_length_is_still_shown(client: Client) -> None:
    """RSS gives it with its description, JSON Feed as the image; nobody claims a length."""
    post(image={"src": "https://www.example.org/i.png", "alt": "Teal"})
    entry = parsed(client, "rss").entries[0]
    assert (entry.media_content[0]["url"], entry.enclosures) == ("https://www.example.org/i.png", [])
    assert '<media:description type="plain">Teal<' in client.get("/feeds/rss/").content.decode()
    item = client.get("/feeds/json/").json()["items"][0]
    assert (item["image"], "attachments" in item) == ("https://www.example.org/i.png", False)
