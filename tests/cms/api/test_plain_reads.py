"""A stranger's GET is answered without REST framework, and nobody can tell."""

from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory

from cms.api.views.base import ReadView
from tests.cms.api.factories import change, document
from tests.cms.api.test_throttling import LIMITED

UID = UUID("0d5a2bd8-13a5-4bb2-a7a1-7f1e1d0e7c11")
ADDRESSES = [
    "",
    "documents/",
    "documents/?limit=1&count=exact",
    "articles/?tag=rest&order=title",
    f"documents/{UID}/",
    f"articles/{UID}/",
    f"articles/{UID}/?site=testserver",
    f"points/{UID}/",
    f"documents/{UID}/?colour=red",
    "documents/by-path/?path=/a/",
    "documents/by-path/",
    f"documents/{UID}/shares/",
    "documents/?cursor=none",
    "site/",
    "site/?site=testserver",
    "changes/",
    "changes/?since=none",
    "problems/not-found/",
    "problems/none/",
    "schema/",
    "nowhere/",
    "articles",
]


@pytest.fixture(autouse=True)
def _two_articles() -> None:
    document(uid=UID, path="/a/", etag="held", facets={"tag": ["rest"]})
    change(document(facets={"tag": ["rest"]}).uid)


def answers(client: Client, monkeypatch: pytest.MonkeyPatch, address: str, **headers: str) -> list[tuple[Any, ...]]:
    """What is answered at once, and what REST framework answers to the same request."""
    given = []
    for plainly in (True, False):
        cache.clear()
        if not plainly:
            monkeypatch.setattr(ReadView, "is_plain", lambda view, request: False)
        answer = client.get(f"/api/v1/{address}", headers=headers)
        given.append((answer.status_code, dict(answer.headers), answer.content))
    return given


@pytest.mark.parametrize("address", ADDRESSES)
def test_both_ways_give_the_same(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Found or refused: status, headers and bytes are those that REST framework gives."""
    at_once, by_framework = answers(client, monkeypatch, address)
    assert at_once == by_framework


@pytest.mark.parametrize("rate", ["0/min", "2/min"])
def test_both_ways_count(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, rate: str) -> None:
    """Limits are told and kept alike."""
    settings.REST_FRAMEWORK = {**LIMITED, "DEFAULT_THROTTLE_RATES": {"address": rate, "key": ""}}
    with time_machine.travel("2026-03-01T12:00:20Z", tick=False):
        at_once, by_framework = answers(client, monkeypatch, f"documents/{UID}/")
    assert at_once == by_framework
    assert at_once[0] == (429 if rate == "0/min" else 200)
    assert "RateLimit" in at_once[1]


def test_both_ways_compare_what_is_held(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A 304 is the same 304."""
    at_once, by_framework = answers(client, monkeypatch, f"documents/{UID}/", **{"if-none-match": '"held"'})
    assert at_once == by_framework
    assert at_once[0] == 304


@pytest.mark.parametrize("header", ["Authorization", "X-Session-Token"])
def test_who_says_who_they_are_is_not_plain(header: str) -> None:
    """A request that shows a key or a token always goes the whole way."""
    view = ReadView()
    factory = RequestFactory()
    assert view.is_plain(factory.get("/api/v1/documents/"))
    assert not view.is_plain(factory.get("/api/v1/documents/", headers={header: "something"}))


def test_a_scope_that_strangers_lack_is_not_plain(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not open to strangers is refused by REST framework."""
    monkeypatch.setattr("cms.api.views.changes.ChangeFeed.scope", "people")
    assert client.get("/api/v1/changes/").status_code == 401
