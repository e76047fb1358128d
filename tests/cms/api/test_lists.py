"""Lists: what they hold, how they are narrowed, ordered and paged."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cms.api.factories import SPRING, document


def titles(client: Client, address: str, **query: Any) -> list[str]:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    return [item["title"] for item in answer.json()["items"]]


def walk(client: Client, address: str | None, end: str) -> list[list[str]]:
    """Every page from an address on, by its `next` or `previous`."""
    pages = []
    while address:
        answer = client.get(address).json()
        pages.append([item["title"] for item in answer["items"]])
        address = answer[end]
    return pages


def last_page(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).json()
    while page["next"]:
        page = client.get(page["next"]).json()
    return page


def test_a_list_holds_summaries_newest_first(client: Client) -> None:
    """The youngest document comes first, in the words of its stored summary."""
    document(title="old")
    document(title="new")
    assert titles(client, "/api/v1/documents/") == ["new", "old"]
    assert "body" not in client.get("/api/v1/documents/").json()["items"][0]


def test_a_typed_list_holds_its_type(client: Client) -> None:
    """Articles are not listed among points; the list of all pages has both, and no snippets."""
    document(title="an article")
    document(title="a point", type="points")
    document(title="a person", type="people", kind="person")
    assert titles(client, "/api/v1/points/") == ["a point"]
    assert titles(client, "/api/v1/people/") == ["a person"]
    assert titles(client, "/api/v1/documents/") == ["a point", "an article"]
    assert titles(client, "/api/v1/documents/", type=["points"]) == ["a point"]


def test_facets_are_any_of_one_and_all_of_several(client: Client) -> None:
    """Within one facet any value fits; several facets must all fit."""
    document(title="a", facets={"tag": ["rest"], "author": ["ada"]})
    document(title="b", facets={"tag": ["walk"], "author": ["ada"]})
    document(title="c", facets={"tag": ["walk"], "author": ["bo"]})
    assert titles(client, "/api/v1/articles/", tag=["rest", "walk"]) == ["c", "b", "a"]
    assert titles(client, "/api/v1/articles/", tag=["walk"], author=["ada"]) == ["b"]
    assert titles(client, "/api/v1/articles/", tag=["unused"]) == []


def test_lists_are_narrowed_by_locale_and_time(client: Client) -> None:
    """Language, publication and update each narrow; a moment itself is on neither side."""
    later = SPRING + timedelta(days=900)
    document(title="early", locale="de", published_at=SPRING, updated_at=later)
    document(title="late", published_at=later, updated_at=later + timedelta(days=1))
    assert titles(client, "/api/v1/documents/", locale="de") == ["early"]
    assert titles(client, "/api/v1/documents/", published_after="2026-03-01T12:00:00Z") == ["late"]
    assert titles(client, "/api/v1/documents/", published_before="2026-03-02") == ["early"]
    assert titles(client, "/api/v1/documents/", updated_after=later.isoformat()) == ["late"]


ORDERS = ["published_at", "-published_at", "updated_at", "-updated_at", "title", "-title"]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_go_forward_and_back_over_everything(client: Client, order: str) -> None:
    """Following `next` shows every document, also where the order ties; `previous` leads back the same way."""
    for number in range(7):
        tied = SPRING + timedelta(days=number // 3)
        document(title=f"{number // 3} {number}", published_at=tied, updated_at=tied)
    forward = walk(client, f"/api/v1/documents/?limit=2&order={order}", "next")
    rising = [["0 0", "0 1"], ["0 2", "1 3"], ["1 4", "1 5"], ["2 6"]]
    falling = [["2 6", "1 5"], ["1 4", "1 3"], ["0 2", "0 1"], ["0 0"]]
    assert forward == (falling if order.startswith("-") else rising)
    back = walk(client, last_page(client, f"/api/v1/documents/?limit=2&order={order}")["previous"], "previous")
    assert back == forward[-2::-1]


def test_ids_of_all_pages_are_distinct(client: Client) -> None:
    """No document stands on two pages."""
    made = {str(document(published_at=SPRING).uid) for _ in range(5)}
    seen, address = [], "/api/v1/documents/?limit=2"
    while address:
        answer = client.get(address).json()
        seen += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert sorted(seen) == sorted(made)


def test_a_document_published_meanwhile_moves_no_page(client: Client) -> None:
    """The second page begins after the last row of the first, whatever came before it."""
    for title in "abc":
        document(title=title)
    following = client.get("/api/v1/documents/?limit=2").json()["next"]
    document(title="new")
    assert [item["title"] for item in client.get(following).json()["items"]] == ["a"]


def test_links_name_the_neighbours(client: Client) -> None:
    """The Link header says the same as `next` and `previous`, and keeps the filters."""
    for _ in range(3):
        document(facets={"tag": ["rest"]})
    first = client.get("/api/v1/articles/?tag=rest&limit=1")
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = client.get(first.json()["next"])
    assert second["Link"].endswith('rel="prev"')
    assert "tag=rest" in second.json()["previous"]


def test_the_whole_is_counted_on_request_only(client: Client) -> None:
    """`count=exact` counts the narrowed list; nothing is counted otherwise."""
    for tag in ("rest", "rest", "walk"):
        document(facets={"tag": [tag]})
    assert "count" not in client.get("/api/v1/articles/").json()
    assert client.get("/api/v1/articles/?tag=rest&limit=1&count=exact").json()["count"] == 2


def test_a_cursor_answers_one_question_only(client: Client) -> None:
    """A cursor is refused on another list, under another filter, in another order, and when it was altered."""
    for _ in range(2):
        document()
    cursor = client.get("/api/v1/articles/?limit=1").json()["next"].split("cursor=")[1]
    for address in ("documents/?", "articles/?tag=rest&", "articles/?order=title&", "articles/?cursor=x&"):
        answer = client.get(f"/api/v1/{address}cursor={cursor}")
        assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cursor=st.text(min_size=1))
def test_no_text_is_a_cursor_by_chance(client: Client, cursor: str) -> None:
    """Whatever stands in `cursor`, the answer is a refusal that names it."""
    assert client.get("/api/v1/articles/", {"cursor": cursor}).status_code == 400


def test_the_longest_title_fits_a_cursor(client: Client) -> None:
    """Paging by title works for titles of the greatest length in any script."""
    for number in range(3):
        document(title="𠀋" * 254 + str(number))
    assert len(walk(client, "/api/v1/documents/?limit=1&order=title", "next")) == 3


def test_an_empty_list_can_still_be_purged(client: Client) -> None:
    """A list names its type for caches even while it has no document."""
    assert client.get("/api/v1/articles/")["Surrogate-Key"] == "list-articles"
