"""Embedded documents: what others mention, as far as the caller may read it."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from wagtail.models import Page, Site

from cms.api.openapi import description
from cms.api.part_components import PART
from cms.api.resources import resources
from cms.api.variants import composed
from cms.core.models import Authorship
from cms.publications.models import Document
from tests.cms.api.factories import api_key, document, group
from tests.cms.api.test_openapi import valid
from tests.cms.content import article, person, point, published, reference
from tests.flows.publishing.world import gate


def ids(documents: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in documents]


def mentioning(*mentioned: Document, **given: Any) -> Document:
    return document(references={"points": [str(each.uid) for each in mentioned]}, **given)


def test_a_document_embeds_documents_in_full(client: Client) -> None:
    """In the order of the mention, as their own address gives them; the rest is as it was."""
    points = [document(type="points") for _ in range(2)]
    stored = mentioning(*reversed(points))
    answer = client.get(f"/api/v1/articles/{stored.uid}/?expand=points")
    expanded = [json.loads(bytes(each.body)) for each in reversed(points)]
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {**json.loads(bytes(stored.body)), "expanded": {"points": expanded}}


def test_a_list_embeds_summaries(client: Client) -> None:
    """Each item has its own, short as lists are; what mentions nothing has an empty list."""
    mentioned = document(type="points")
    stored = [mentioning(mentioned), document()]
    items = client.get("/api/v1/articles/?expand=points,authors").json()["items"]
    assert ids(items) == [str(stored[1].uid), str(stored[0].uid)]
    assert items[1]["expanded"] == {"authors": [], "points": [json.loads(bytes(mentioned.summary))]}
    assert items[0]["expanded"] == {"authors": [], "points": []}


@pytest.mark.parametrize("address", ["documents/", "documents/{}/", "documents/by-path/?path=/a/&"])
def test_what_is_hidden_is_absent(client: Client, address: str) -> None:
    """A stranger and another group's key get the answer that they would get if it had never been; a member finds it."""
    hidden = document(type="points", audience=f"group:{group('Members').pk}")
    uid = mentioning(hidden, document(type="points"), path="/a/").uid
    asked = f"/api/v1/{address.format(uid)}{'' if '?' in address else '?'}expand=points"
    member = api_key(group("Members"))[1]
    assert str(hidden.uid) in client.get(asked, headers=member).content.decode()
    for headers in ({}, api_key(group("Others"))[1]):
        before = client.get(asked, headers=headers)
        Document.objects.filter(pk=hidden.pk).update(audience="nobody")
        after = client.get(asked, headers=headers)
        hidden.save()
        assert (before.content, dict(before.headers)) == (after.content, dict(after.headers))
        assert str(hidden.uid) not in before.content.decode()


def test_strangers_get_the_teaser_of_what_is_gated(client: Client) -> None:
    """What is embedded is what the caller would read at its own address."""
    teaser = document(type="points", access="teaser")
    document(type="points", uid=teaser.uid, audience=f"group:{group().pk}")
    address = f"/api/v1/articles/{mentioning(teaser).uid}/?expand=points"
    for headers, access in (({}, "teaser"), (api_key(group())[1], "full")):
        (found,) = client.get(address, headers=headers).json()["expanded"]["points"]
        assert found["access"] == access


def test_a_teaser_may_embed_too(client: Client) -> None:
    """Whoever reads a teaser is given what it mentions and they may read, and its schema says so."""
    mentioned = document(type="points", access="teaser")
    teaser = document(access="teaser", references={"points": [str(mentioned.uid)]})
    shown = client.get(f"/api/v1/articles/{teaser.uid}/?expand=points").json()["expanded"]
    assert ids(shown["points"]) == [str(mentioned.uid)]
    for name, schema in description()["components"]["schemas"].items():
        assert not name.endswith("Teaser") or "expanded" in schema["properties"], name


def test_documents_of_other_sites_stay_there(client: Client) -> None:
    """What cannot be read on the asked site is not embedded on it."""
    elsewhere = Site.objects.create(hostname="www.example.org", root_page=Page.objects.get(depth=1))
    address = f"/api/v1/articles/{mentioning(document(type='points', site=elsewhere)).uid}/?expand=points"
    assert client.get(address).json()["expanded"] == {"points": []}
    assert len(client.get(f"{address}&site=www.example.org").json()["expanded"]["points"]) == 1


@override_settings(API_SITE_MEMORY_SECONDS=3600)
def test_an_expansion_takes_one_query_more(client: Client, django_assert_num_queries: Any) -> None:
    """However many documents mention however many; as many where nothing is mentioned, or only what is hidden."""
    document(type="blog", references={"points": [str(uuid4())]})
    document(type="research")
    for _ in range(3):
        mentioning(document(type="points"), document(type="points"))
    client.get("/api/v1/articles/")  # the site at this host is remembered from here on
    for address in ("articles/?expand=points,authors", "blog/?expand=points", "research/?expand=reference"):
        with django_assert_num_queries(2):
            client.get(f"/api/v1/{address}")


def test_an_etag_tells_of_what_is_embedded(client: Client) -> None:
    """It changes with the document, with what is embedded, and when that is hidden; what is held is not sent again."""
    mentioned = document(type="points")
    address = f"/api/v1/articles/{mentioning(mentioned).uid}/?expand=points"
    tags = [client.get(address.removesuffix("?expand=points"))["ETag"], client.get(address)["ETag"]]
    assert client.get(address, headers={"if-none-match": tags[1]}).status_code == 304
    for change in ({"etag": "another"}, {"audience": "nobody"}):
        Document.objects.filter(pk=mentioned.pk).update(**change)
        tags.append(client.get(address)["ETag"])
    assert len(set(tags)) == 4


@pytest.mark.parametrize("address", ["articles/", "articles/{}/"])
def test_caches_know_what_is_embedded(client: Client, address: str) -> None:
    """The answer bears the key of each embedded document; it is as young as the youngest of them."""
    stored = mentioning(mentioned := document(type="points"))
    answer = client.get(f"/api/v1/{address.format(stored.uid)}?expand=points")
    assert f"doc-{mentioned.uid}" in answer["Surrogate-Key"].split(" ")
    member = client.get(f"/api/v1/{address.format(stored.uid)}?expand=points", headers=api_key(group())[1])
    assert (member["Cache-Control"], "Surrogate-Key" in member) == ("private, no-store", False)


def test_what_has_too_many_keys_is_compared_at_every_look(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that could not be told of a change must ask."""
    monkeypatch.setattr(composed, "MOST_KEYS", 1)
    stored = mentioning(*(document(type="points") for _ in range(2)))
    answer = client.get(f"/api/v1/articles/{stored.uid}/?expand=points")
    assert (answer["Cache-Control"], "doc-" in answer["Surrogate-Key"]) == ("public, no-cache", False)


def test_embedded_documents_take_the_asked_form(client: Client) -> None:
    """Narrowing leads into them, and their rich text is Markdown by their own type."""
    mentioned = document(type="points", content={"how_to_press": "<p><b>Softly</b>.</p>"})
    address = f"/api/v1/articles/{mentioning(mentioned, content={'body': []}).uid}/?expand=points&rich_text=markdown"
    answer = client.get(f"{address}&fields=title,expanded.points.how_to_press")
    (found,) = answer.json()["expanded"]["points"]
    assert (answer["Content-Type"], set(answer.json())) == (PART, {"id", "type", "title", "expanded"})
    assert found == {"id": str(mentioned.uid), "type": "points", "how_to_press": "**Softly**."}


@pytest.mark.parametrize("name", ["title", "colour", "", "points,colour"])
def test_only_what_mentions_can_be_expanded(client: Client, name: str) -> None:
    """Any other member is refused with the names of those that do, also by an empty list."""
    answer = client.get("/api/v1/articles/", {"expand": name})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "expand")


def test_each_resource_declares_what_it_mentions() -> None:
    """Read from the fields of its type: links, blocks, and rows that have documents of their own."""
    names = {name: set(shape.expandable) for name, resource in resources().items() for shape in resource.shapes}
    articles = {"authors", "medical_reviewer", "references", "body", "hub", "points", "studies", "indirect_studies"}
    assert names["articles"] == articles
    assert {"meridian"} <= names["points"]
    assert {"points", "hub"} <= names["regions"]
    assert (names["redirects"], names["people"], names["menus"]) == ({"page"}, set(), {"items"})


def test_what_mentions_nothing_knows_no_expansion(client: Client) -> None:
    """The parameter is unknown where it could do nothing."""
    assert "Unknown here" in client.get("/api/v1/people/?expand=x").json()["errors"][0]["detail"]


def test_a_published_page_embeds_what_it_mentions(client: Client) -> None:
    """Authors, reviewers, works and pages, and what stands in blocks: all of it keeps to the contract."""
    work, place, page = reference(), published(point()), article()
    page.body = [("references", [work]), ("points", {"heading": "", "pages": [place]})]
    page.authorships = [Authorship(person=person(name="Ada"))]
    published(page)
    call_command("reconcile_publications", verbosity=0)
    uid = Document.objects.get(type="articles").uid
    answer = client.get(f"/api/v1/articles/{uid}/?expand=authors,medical_reviewer,body,references").json()
    titles = {name: [each["title"] for each in embedded] for name, embedded in answer["expanded"].items()}
    reviewed = {"authors": ["Ada"], "medical_reviewer": ["Rita Reviewer"], "references": []}
    assert titles == {**reviewed, "body": [work.citation, place.title]}
    valid(answer, {"$ref": "#/components/schemas/ArticleDocument"})


def test_gating_a_page_takes_it_out_of_what_others_embed(client: Client) -> None:
    """From the next look on, for those outside; members read on."""
    place = published(point())
    page = published(article(body=[("points", {"heading": "", "pages": [place]})]))
    gate(place, group("Members"))
    call_command("reconcile_publications", verbosity=0)
    uid = Document.objects.get(object_id=str(page.pk)).uid
    address = f"/api/v1/documents/{uid}/?expand=body"
    assert client.get(address).json()["expanded"] == {"body": []}
    inside = client.get(address, headers=api_key(group("Members"))[1]).json()["expanded"]
    assert [each["title"] for each in inside["body"]] == [place.title]
