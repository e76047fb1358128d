"""Narrowing a feed, and what is said to those who ask for what cannot be."""

import pytest
from django.test import Client

from integrations.feeds.narrowing import vocabularies
from tests.integrations.feeds.posts import post


def titles(client: Client, query: str) -> set[str]:
    return {item["title"] for item in client.get(f"/feeds/json/{query}").json()["items"]}


def test_a_feed_is_narrowed_by_type_locale_and_every_facet(client: Client) -> None:
    """Any value of one parameter fits, but every parameter must."""
    post(title="one", columns={"type": "articles", "facets": {"tag": ["rest", "sleep"], "author": ["ann"]}})
    post(title="two", columns={"type": "research", "facets": {"tag": ["sleep"], "modality": ["acupressure"]}})
    post(title="drei", columns={"type": "articles", "locale": "de", "facets": {"author": ["bo"]}})
    assert titles(client, "") == {"one", "two", "drei"}
    assert titles(client, "?type=articles") == {"one", "drei"}
    assert titles(client, "?type=articles&type=research&tag=sleep") == {"one", "two"}
    assert titles(client, "?locale=de") == {"drei"}
    assert titles(client, "?author=ann&author=bo&locale=en") == {"one"}
    assert titles(client, "?modality=acupressure") == {"two"}
    assert titles(client, "?tag=nothing-yet") == set()


@pytest.mark.parametrize(
    "query, said",
    [
        ("?colour=red", "colour: unknown here. Known are: "),
        ("?type=people", "type: must be one of: "),
        ("?locale=xx", "locale: must be one of: de, en, nl."),
        ("?modality=magnets", "modality: must be one of: "),
        ("?tag=", "tag: must be a text of 1 to 255 characters."),
        ("?tag=a%00b", "tag: must be a text"),
        (f"?tag={'x' * 256}", "tag: must be a text"),
        ("?page=2&type=x", "page: unknown here."),
    ],
)
def test_what_cannot_be_asked_is_named(client: Client, query: str, said: str) -> None:
    """An unknown parameter or value is a 400 in plain words, which no cache keeps."""
    answer = client.get(f"/feeds/rss/{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer["Cache-Control"] == "no-store"
    assert said in answer.content.decode()


def test_types_that_only_list_others_have_no_feed() -> None:
    """What is announced, and nothing else, can be asked for; its facets come with it."""
    known = vocabularies()
    assert {"articles", "research", "points"} <= (known["type"] or set())
    assert "people" not in (known["type"] or set())
    assert {"tag", "author", "point", "modality", "locale"} <= set(known)


def test_a_narrowed_feed_says_so(client: Client) -> None:
    """Title, language and id are its own; the order in which its parameters are written changes no id."""
    post(columns={"facets": {"tag": ["sleep"]}})
    plain, narrow = (client.get(f"/feeds/atom/{query}").content.decode() for query in ("", "?tag=sleep&locale=en"))
    other = client.get("/feeds/atom/?locale=en&tag=sleep").content.decode()
    assert "<title>Example</title>" in plain
    assert "<title>Example: en, sleep</title>" in narrow
    named = '<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">'
    assert (named in plain, named in narrow) == (False, True)
    ids = [text.split("<id>")[1].split("</id>")[0] for text in (plain, narrow, other)]
    assert ids[0] != ids[1] == ids[2]


def test_control_characters_of_a_question_do_not_break_the_answer(client: Client) -> None:
    """The title names what was asked for; what XML cannot hold is left out of it."""
    answer = client.get("/feeds/rss/?tag=a%07%1Bb<")
    assert b"<title>Example: ab&lt;</title>" in answer.content
