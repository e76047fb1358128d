"""Narrowed answers: the members that were asked for, and what is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.api.part_components import PART
from cms.api.resources import resources
from cms.api.variants.narrowing import KEPT, narrowed, tree_of
from tests.cms.api.factories import api_key, document, group
from tests.cms.api.test_openapi import valid

ARTICLE = {
    "summary": "In short.",
    "authors": [{"uid": "1", "name": "Ada"}, {"uid": "2", "name": "Bo"}],
    "image": None,
    "body": [
        {"type": "heading", "id": "a", "value": {"text": "First", "level": "2", "id": "first"}},
        {"type": "paragraph", "id": "b", "value": "<p>At length.</p>"},
    ],
}
NAMES = st.sampled_from(["a", "b", "c", "id", "type"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
)
DOCUMENTS = st.dictionaries(NAMES, VALUES)
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=5)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Everything in a value that holds nothing else, with the way to it."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, step))
    else:
        yield path, value


def picked(names: list[str], paths: list[list[str]]) -> bool:
    """Whether somebody who picks by hand takes what stands at the end of these names."""
    if [] in paths or not names:
        return True
    inside = [path[1:] for path in paths if path[0] == names[0]]
    return picked(names[1:], inside) if inside else names[0] in KEPT


@given(value=DOCUMENTS, paths=PATHS)
def test_what_is_left_is_what_hands_would_pick(value: Any, paths: list[list[str]]) -> None:
    """Of every value and for every set of paths: each leaf below one of them, and what always stays."""
    by_hand = {
        path: leaf for path, leaf in leaves(value) if picked([step for step in path if isinstance(step, str)], paths)
    }
    assert dict(leaves(narrowed(value, tree_of(paths)))) == by_hand


@pytest.mark.parametrize(
    "fields, left",
    [
        ("summary", {"summary": "In short."}),
        ("authors.name,image.alt", {"authors": [{"name": "Ada"}, {"name": "Bo"}], "image": None}),
        ("authors.name,authors", {"authors": ARTICLE["authors"]}),
        (
            "body.value.text",
            {
                "body": [
                    {"type": "heading", "id": "a", "value": {"text": "First", "id": "first"}},
                    {"type": "paragraph", "id": "b", "value": "<p>At length.</p>"},
                ]
            },
        ),
    ],
)
def test_a_detail_is_narrowed(client: Client, fields: str, left: dict[str, Any]) -> None:
    """Paths lead through objects, lists and blocks; the document's id and type stay, and so do the blocks'."""
    stored = document(content=ARTICLE)
    answer = client.get(f"/api/v1/articles/{stored.uid}/", {"fields": fields})
    assert answer["Content-Type"] == PART
    assert answer.json() == {"id": str(stored.uid), "type": "articles", **left}
    valid(answer.json(), {"$ref": "#/components/schemas/ArticleDocumentPart"})


def test_every_address_of_documents_can_be_narrowed(client: Client) -> None:
    """Lists, details by id, path and slug, and the site: each gives what was asked for and nothing else."""
    uid = document(path="/articles/a/").uid
    document(kind="menu", type="menus", path="/menus/main/")
    addresses = ["documents/?", "articles/?", f"documents/{uid}/?", f"articles/{uid}/?", "menus/?", "menus/main/?"]
    for address in (*addresses, "documents/by-path/?path=/articles/a/&"):
        answer = client.get(f"/api/v1/{address}fields=title")
        (item,) = answer.json().get("items", [answer.json()])
        assert set(item) == {"id", "type", "title"}, address


def test_a_list_keeps_what_it_says_of_itself(client: Client) -> None:
    """The documents are narrowed; the ways on and the count are not."""
    stored = [document() for _ in range(2)]
    page = client.get("/api/v1/articles/?fields=title&limit=1&count=exact").json()
    assert page["items"] == [{"id": str(stored[1].uid), "type": "articles", "title": stored[1].title}]
    assert (page["count"], page["previous"], "fields=title" in page["next"]) == (2, None, True)


@pytest.mark.parametrize(
    "fields, detail",
    [
        ("colour", "There is no “colour”. Here there are: access, authors, "),
        ("authors.age", "There is no “authors.age”. Inside “authors” there are: credentials, name, role, slug, uid."),
        ("title.long", "There is no “title.long”. Inside “title” there is nothing."),
        ("title,", "There is no “”. "),
        ("a,b,a", "There is no “a”, “b”. Here there are: "),
        ("a,authors.b", "There is no “a”, “authors.b”. Here there are: "),
        ("expanded.hub.expanded", "There is no “expanded.hub.expanded”. Inside “expanded.hub” there are: "),
    ],
)
def test_unknown_members_are_refused(client: Client, fields: str, detail: str) -> None:
    """Even of an empty list: the refusal names the member and says what there is."""
    answer = client.get("/api/v1/articles/", {"fields": fields})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["parameter"]) == (400, "fields")
    assert error["detail"].startswith(detail)


def test_a_refusal_is_no_longer_than_it_helps(client: Client) -> None:
    """Whatever is asked, what there is stands in it once for each of a few places."""
    paths = [f"authors.{number}" for number in range(99)] + [f"tags.{number}" for number in range(99)] + ["image.x"]
    (error,) = client.get("/api/v1/articles/", {"fields": ",".join([*paths, "hub.x", "x"])}).json()["errors"]
    assert [error["detail"].count(f"Inside “{place}”") for place in ("authors", "tags", "image", "hub")] == [1, 1, 1, 0]


def test_lists_have_the_members_of_summaries(client: Client) -> None:
    """What only details show cannot be asked of a list."""
    assert client.get("/api/v1/articles/?fields=body").status_code == 400
    assert client.get(f"/api/v1/articles/{document().uid}/?fields=body.value.text").status_code == 200


@pytest.mark.parametrize("resource", [*resources(), "documents"])
def test_every_declared_member_can_be_asked_for(client: Client, resource: str) -> None:
    """Whatever a refusal lists as known is known, on every list."""
    error = client.get(f"/api/v1/{resource}/?fields=?").json()["errors"][0]["detail"]
    known = error.split("there are: ")[1].removesuffix(".").split(", ")
    assert client.get(f"/api/v1/{resource}/", {"fields": ",".join(known)}).status_code == 200


def test_each_narrowing_has_an_etag_of_its_own(client: Client) -> None:
    """It changes with the document and with the members, not with their order; what is held is not sent again."""
    stored = document()
    address = f"/api/v1/articles/{stored.uid}/"
    asked = ["", "?fields=title", "?fields=title,path", "?fields=path,title"]
    tags = [client.get(address + query)["ETag"] for query in asked]
    assert (len(set(tags)), tags[2]) == (3, tags[3])
    held = client.get(address + asked[1], headers={"if-none-match": tags[1]})
    assert (held.status_code, held.content) == (304, b"")
    type(stored).objects.update(etag="another")
    assert client.get(address + asked[1])["ETag"] != tags[1]


def test_what_is_narrowed_is_cached_like_the_whole(client: Client) -> None:
    """Strangers' answers bear the document's keys; a member's are never kept."""
    stored = document(cache_keys="doc-1 type-articles")
    address = f"/api/v1/articles/{stored.uid}/?fields=title"
    assert client.get(address)["Surrogate-Key"] == "doc-1 type-articles"
    answer = client.get(address, headers=api_key(group())[1])
    assert (answer["Cache-Control"], "Surrogate-Key" in answer) == ("private, no-store", False)
