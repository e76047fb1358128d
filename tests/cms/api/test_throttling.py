"""How much one caller may ask."""

from pathlib import Path
from typing import Any

import http_sf
import pytest
import time_machine
from django.test import Client, override_settings

from cms.api.openapi import description
from cms.api.throttling import count_one
from tests.cms.api.factories import api_key

LIMITED = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["cms.api.authentication.ApiKeyAuthentication"],
    "UNAUTHENTICATED_TOKEN": "cms.api.callers.Caller",
    "DEFAULT_THROTTLE_RATES": {"address": "2/min", "key": "3/min", "form": "1/hour"},
    "NUM_PROXIES": 1,
}


@pytest.fixture(autouse=True)
def limits(settings: Any) -> Any:
    settings.REST_FRAMEWORK = LIMITED
    with time_machine.travel("2026-03-01T12:00:20Z", tick=False) as clock:
        yield clock


def statuses(client: Client, times: int, **headers: str) -> list[int]:
    return [client.get("/api/v1/documents/", headers=headers).status_code for _ in range(times)]


def test_the_client_is_told_what_is_left(client: Client) -> None:
    """Every answer says the rate, what is left of it and for how long."""
    answer = client.get("/api/v1/documents/")
    assert answer["RateLimit-Policy"] == '"address";q=2;w=60'
    assert answer["RateLimit"] == '"address";r=1;t=40'


def told(answer: Any) -> dict[str, dict[str, int]]:
    """What the headers say, read as Structured Fields: by the name of each policy."""
    policies, limits = fields_in(answer["RateLimit-Policy"]), fields_in(answer["RateLimit"])
    assert policies.keys() == limits.keys()
    return {name: policies[name] | limits[name] for name in policies}


def fields_in(header: str) -> dict[str, dict[str, int]]:
    """The parameters of each item of a list."""
    items: Any = http_sf.parse(header.encode(), tltype="list")
    return dict(items)


@pytest.mark.parametrize(
    "address, headers, status",
    [
        ("documents/", {}, 200),
        ("documents/", {"If-None-Match": "*"}, 304),
        ("documents", {}, 301),
        ("documents/?colour=red", {}, 400),
        ("documents/", {"Authorization": "Bearer wrong"}, 401),
        ("nowhere/", {}, 404),
    ],
)
def test_every_answer_tells_in_structured_fields(
    client: Client, address: str, headers: dict[str, str], status: int
) -> None:
    """Whatever the answer is, its headers are well-formed lists that name the same policies."""
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == status
    assert told(answer) == {"address": {"q": 2, "w": 60, "r": 1, "t": 40}}


def test_a_refusal_says_the_same_twice(client: Client) -> None:
    """What it says of the exhausted policy agrees with when to come back."""
    statuses(client, 2)
    refused = client.get("/api/v1/documents/")
    assert told(refused) == {"address": {"q": 2, "w": 60, "r": 0, "t": 40}}
    assert int(refused["Retry-After"]) == told(refused)["address"]["t"]


def test_who_is_counted_twice_is_told_of_both(client: Client) -> None:
    """What is sent with a form counts as a request and as a message; the one that is used up says when to come back."""
    sent, refused = (client.post("/api/v1/forms/contact/") for _ in range(2))
    assert (sent.status_code, refused.status_code) == (404, 429)
    assert told(sent) == {"address": {"q": 2, "w": 60, "r": 1, "t": 40}, "form": {"q": 1, "w": 3600, "r": 0, "t": 3580}}
    assert (told(refused)["form"]["t"], refused["Retry-After"]) == (3580, "3580")


def test_the_description_tells_of_limits() -> None:
    """With every answer but a failure of ours, and with a refusal when to come back."""
    components = description()["components"]
    for operations in description()["paths"].values():
        for operation in operations.values():
            for code, answer in operation["responses"].items():
                known = components["responses"][answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
                headers = known.get("headers", {}).keys()
                assert headers >= ({"RateLimit", "RateLimit-Policy"} if code != "500" else set())
                assert ("Retry-After" in headers) == (code == "429")


def test_too_much_is_refused_until_the_window_ends(client: Client, limits: Any) -> None:
    """One request more than the rate is a 429 that says when to come back; then the count begins anew."""
    assert statuses(client, 2) == [200, 200]
    refused = client.get("/api/v1/documents/")
    assert (refused.status_code, refused["Retry-After"], refused["RateLimit"]) == (429, "40", '"address";r=0;t=40')
    limits.shift(40)
    assert statuses(client, 1) == [200]


def test_addresses_and_keys_are_counted_apart(client: Client) -> None:
    """One caller's haste does not slow another; a key counts as itself wherever it is used."""
    assert statuses(client, 3, **{"X-Forwarded-For": "192.0.2.1"}) == [200, 200, 429]
    assert statuses(client, 1, **{"X-Forwarded-For": "192.0.2.2"}) == [200]
    _, shown = api_key()
    assert statuses(client, 2, **shown, **{"X-Forwarded-For": "192.0.2.1"}) == [200, 200]
    assert statuses(client, 2, **shown, **{"X-Forwarded-For": "192.0.2.2"}) == [200, 429]


def test_keys_cannot_be_tried_without_limit(client: Client) -> None:
    """A wrong key counts against the address that shows it."""
    assert statuses(client, 3, Authorization="Bearer wrong") == [401, 401, 429]


def test_an_address_cannot_be_made_up(client: Client) -> None:
    """Only what our own proxy has added to X-Forwarded-For counts, not what the client wrote before it."""
    made_up = [{"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.1"} for number in range(3)]
    assert [statuses(client, 1, **headers) for headers in made_up] == [[200], [200], [429]]


def test_an_empty_rate_counts_nothing(client: Client) -> None:
    """Limits can be switched off by a setting."""
    with override_settings(REST_FRAMEWORK={**LIMITED, "DEFAULT_THROTTLE_RATES": {"address": "", "key": ""}}):
        answers = [client.get("/api/v1/documents/") for _ in range(4)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[-1]


def test_a_full_cache_that_forgets_at_once_refuses_nobody(settings: Any, tmp_path: Path) -> None:
    """Where the entry is thrown out between being made and being counted, the count begins anew."""
    forgetful = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    settings.CACHES = {"default": forgetful}
    assert [count_one("key", 60) for _ in range(2)] == [1, 1]
    settings.CACHES = {"default": files}
    assert [count_one("key", 60) for _ in range(2)] == [1, 2]
