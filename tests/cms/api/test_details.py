"""One document, by id and by path."""

from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import Page, Site

from tests.cms.api.factories import SPRING, api_key, document, group


def second_site(hostname: str = "www.example.org") -> Site:
    return Site.objects.create(hostname=hostname, root_page=Page.objects.get(depth=1))


def test_a_detail_is_the_stored_bytes(client: Client) -> None:
    """What was rendered is what is served, byte for byte, with its type."""
    stored = document()
    answer = client.get(f"/api/v1/documents/{stored.uid}/")
    assert (answer.status_code, answer.content) == (200, bytes(stored.body))
    assert answer["Content-Type"] == "application/json"


def test_a_typed_detail_shows_its_own_type_only(client: Client) -> None:
    """An article is not found among the points."""
    stored = document(type="articles")
    assert client.get(f"/api/v1/articles/{stored.uid}/").status_code == 200
    assert client.get(f"/api/v1/points/{stored.uid}/").status_code == 404


def test_a_document_is_found_by_its_path(client: Client) -> None:
    """A front end that knows only the address gets the document."""
    stored = document(path="/articles/grüße/")
    answer = client.get("/api/v1/documents/by-path/", {"path": "/articles/grüße/"})
    assert answer.content == bytes(stored.body)


def test_the_path_must_be_given(client: Client) -> None:
    """Asking by path without one is refused with the parameter's name."""
    answer = client.get("/api/v1/documents/by-path/")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "path", "detail": "Must be given."}]


@pytest.mark.parametrize("address", ["/api/v1/documents/{}/", "/api/v1/articles/{}/"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    """An unknown id is a 404."""
    assert client.get(address.format(uuid4())).status_code == 404


def test_a_full_reader_gets_the_page_and_a_stranger_the_teaser(client: Client) -> None:
    """Both representations of a gated page have one id; the caller's audiences decide which one is shown."""
    members = group()
    teaser = document(access="teaser")
    full = document(uid=teaser.uid, audience=f"group:{members.pk}")
    _, shown = api_key(members)
    address = f"/api/v1/documents/{teaser.uid}/"
    assert client.get(address).content == bytes(teaser.body)
    assert client.get(address, headers=shown).content == bytes(full.body)


def test_a_document_of_another_site_is_not_found_here(client: Client) -> None:
    """A document belongs to its site: there it is found, by host or by name, and nowhere else."""
    site = second_site()
    address = f"/api/v1/documents/{document(site=site).uid}/"
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"host": "www.example.org"}).status_code == 200
    assert client.get(address, {"site": "www.example.org"}).status_code == 200


def test_one_path_on_two_sites_is_two_documents(client: Client) -> None:
    """Each site answers with its own page at a path that both have."""
    here = document(path="/", site=Site.objects.get(is_default_site=True))
    there = document(path="/", site=second_site())
    assert client.get("/api/v1/documents/by-path/?path=/").content == bytes(here.body)
    named = client.get("/api/v1/documents/by-path/?path=/&site=www.example.org:80")
    assert named.content == bytes(there.body)


@pytest.mark.parametrize("name", ["nowhere.example.org", "localhost:1", "localhost:x"])
def test_an_unknown_site_is_refused(client: Client, name: str) -> None:
    """A site that does not exist is named as the mistake."""
    answer = client.get(f"/api/v1/documents/{document().uid}/", {"site": name})
    assert [error["parameter"] for error in answer.json()["errors"]] == ["site"]


def test_a_detail_says_what_caches_need(client: Client) -> None:
    """Strangers' answers may be kept for a while, are marked for purging, and vary on who asks."""
    stored = document(cache_keys="doc-1 type-articles", updated_at=SPRING)
    answer = client.get(f"/api/v1/documents/{stored.uid}/")
    assert answer["ETag"] == f'"{stored.etag}"'
    assert answer["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert answer["Cache-Control"] == "public, max-age=30, stale-while-revalidate=30"
    assert answer["Surrogate-Key"] == "doc-1 type-articles"
    assert answer["Vary"] == "Authorization, X-Session-Token"
