"""Errors: always the same form, whatever went wrong."""

from html import unescape
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils.html import strip_tags

from cms.api.openapi import description
from cms.api.problem_types import PROBLEM_TYPES
from tests.cms.api.factories import api_key


def is_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Vary"] == "Authorization, X-Session-Token"
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    return body


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/api/", "/api/v2/", "/api/v1/nowhere/", "/api/v1/articles/7/", "/api/v1/docs/x/"])
def test_nothing_here_is_a_problem(client: Client, address: str, debug: bool) -> None:
    """Every unknown address under /api/ answers as a problem, in development too."""
    with override_settings(DEBUG=debug):
        assert is_problem(client.get(address), 404)["type"] == "/api/v1/problems/not-found/"


def test_a_forgotten_slash_is_added(client: Client) -> None:
    """An address without its last slash leads to the one with it, query and all."""
    answer = client.get("/api/v1/articles?limit=1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/articles/?limit=1")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/articles/", "/api/v1/changes/", "/api/v1/nowhere/"])
def test_other_methods_are_a_problem(client: Client, method: str, address: str) -> None:
    """Nothing is written through this API; the answer names the methods that are understood."""
    answer = getattr(client, method)(address)
    assert is_problem(answer, 405)["type"] == "/api/v1/problems/method-not-allowed/"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_a_failure_of_ours_is_a_problem_without_a_trace(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks inside is a 500 that tells nothing of the inside."""

    def broken(*_: Any) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("cms.api.views.lists.DocumentList.get", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/articles/")
    is_problem(answer, 500)
    assert b"secret" not in answer.content


def test_a_wrong_host_is_a_problem(client: Client) -> None:
    """A request that Django refuses before it reaches a view is a problem as well."""
    with override_settings(ALLOWED_HOSTS=["www.example.org"]):
        is_problem(client.get("/api/v1/articles/"), 400)


def test_refusals_of_keys_are_problems(client: Client) -> None:
    """A key that is not accepted and a scope that is missing each have their type."""
    refused = client.get("/api/v1/articles/", headers={"Authorization": "Bearer x"})
    assert is_problem(refused, 401)["type"] == "/api/v1/problems/authentication-failed/"
    _, shown = api_key(scopes=[])
    assert is_problem(client.get("/api/v1/articles/", headers=shown), 403)["detail"].startswith("This key lacks")


@pytest.mark.parametrize("slug", PROBLEM_TYPES)
def test_every_type_explains_itself(client: Client, slug: str) -> None:
    """The address in `type` tells what it means."""
    meaning = client.get(f"/api/v1/problems/{slug}/").json()
    assert meaning["type"] == f"/api/v1/problems/{slug}/"
    assert meaning["meaning"]


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("slug", PROBLEM_TYPES)
def test_every_type_has_a_page_for_people(client: Client, slug: str) -> None:
    """A browser gets what it means, what to do and an example, and a way to all the others."""
    answer = client.get(f"/api/v1/problems/{slug}/", headers=BROWSER)
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    text = unescape(strip_tags(answer.content.decode()))
    kind = PROBLEM_TYPES[slug]
    assert all(said.replace("`", "") in text for said in (kind.title, kind.meaning, kind.advice))
    assert f'"status": {kind.status}' in text
    assert 'href="/api/v1/problems/"' in answer.content.decode()


def test_all_types_are_listed(client: Client) -> None:
    """For programs and for people alike, and described so."""
    listed = client.get("/api/v1/problems/").json()["items"]
    assert [item["type"] for item in listed] == [f"/api/v1/problems/{slug}/" for slug in PROBLEM_TYPES]
    page = client.get("/api/v1/problems/", headers=BROWSER).content.decode()
    described = description()["paths"]["/api/v1/problems/"]["get"]["responses"]["200"]["content"]
    assert described.keys() == {"application/json", "text/html"}
    assert all(f'<a href="{item["type"]}">{item["title"]}</a>' in page for item in listed)


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/problem+json", "image/png", "application/json, text/html;q=0.5"]
)
def test_who_does_not_ask_for_a_page_gets_json(client: Client, accept: str) -> None:
    """Also who says nothing of either."""
    answer = client.get("/api/v1/problems/gone/", headers={"Accept": accept})
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", ["problems/", "problems/gone/"])
def test_caches_keep_pages_and_data_apart(client: Client, address: str) -> None:
    """They vary on what is accepted, no shared cache keeps either, and neither is current for who holds the other."""
    data, page = (client.get(f"/api/v1/{address}", headers=headers) for headers in ({}, BROWSER))
    for answer in (data, page):
        assert answer["Vary"] == "Accept, Authorization, X-Session-Token"
        assert answer["Cache-Control"] == "private, max-age=3600"
    held = {"If-None-Match": data["ETag"]}
    assert client.get(f"/api/v1/{address}", headers=held).status_code == 304
    assert client.get(f"/api/v1/{address}", headers={**BROWSER, **held}).status_code == 200


def test_pages_outside_the_api_keep_their_own_errors(client: Client) -> None:
    """People who open a missing page get a page, not a problem."""
    assert client.get("/missing/")["Content-Type"].startswith("text/html")
