"""How much one caller may ask."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings

from cms.api.throttling import count_one
from tests.cms.api.factories import api_key

LIMITED = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["cms.api.authentication.ApiKeyAuthentication"],
    "UNAUTHENTICATED_TOKEN": "cms.api.callers.Caller",
    "DEFAULT_THROTTLE_RATES": {"address": "2/min", "key": "3/min"},
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
