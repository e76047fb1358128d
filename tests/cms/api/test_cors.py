"""Pages of other sites that read the API in a browser."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cms.api.factories import api_key, document

SITE, OTHER = "https://www.example.org", "https://www.example.net"
LIST = "/api/v1/documents/"


@pytest.fixture
def opened(settings: Settings) -> None:
    """One origin is let in, as `API_CORS_ORIGINS` does it."""
    settings.MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *settings.MIDDLEWARE]
    settings.CORS_ALLOWED_ORIGINS = [SITE]


def test_nobody_is_let_in_unasked(client: Client) -> None:
    """Without the setting no origin is named, and answers do not vary on it."""
    answer = client.get(LIST, headers={"Origin": SITE})
    assert "Access-Control-Allow-Origin" not in answer
    assert "origin" not in answer["Vary"].lower()


@pytest.mark.usefixtures("opened")
def test_an_origin_reads_the_answer_and_its_headers(client: Client) -> None:
    """It is named, the headers that clients go by are open to it, and cookies are not."""
    answer = client.get(f"{LIST}{document().uid}/", headers={"Origin": SITE})
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert {"ETag", "Link", "RateLimit", "Retry-After"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Vary"] == "Authorization, X-Session-Token, origin"


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("path", [f"{LIST}?colour=red", f"{LIST}nowhere/", "/api/v2/"])
def test_errors_can_be_read_as_well(client: Client, path: str) -> None:
    """A page can show what went wrong."""
    assert client.get(path, headers={"Origin": SITE})["Access-Control-Allow-Origin"] == SITE


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("origin, path", [(OTHER, LIST), ("null", LIST), (SITE, "/feeds/all.atom"), (SITE, "/admin/")])
def test_nothing_else_is_open(client: Client, origin: str, path: str) -> None:
    """Neither to another origin nor beside the API."""
    assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": origin})


@pytest.mark.usefixtures("opened")
def test_a_browser_that_asks_first_may_show_a_key(client: Client) -> None:
    """The answer to the preflight allows the key and the methods there are, for a day; then the key opens its part."""
    asked = {"Origin": SITE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    answer = client.options(LIST, headers=asked)
    assert (answer.status_code, answer["Access-Control-Max-Age"]) == (200, "86400")
    assert "authorization" in answer["Access-Control-Allow-Headers"].split(", ")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    _key, shown = api_key()
    assert client.get(LIST, headers={"Origin": SITE, **shown})["Access-Control-Allow-Origin"] == SITE


@pytest.mark.usefixtures("opened")
def test_everybody_is_let_in_by_a_star(client: Client, settings: Settings) -> None:
    """Any origin then reads what strangers may read."""
    settings.CORS_ALLOW_ALL_ORIGINS = True
    assert client.get(LIST, headers={"Origin": OTHER})["Access-Control-Allow-Origin"] == "*"
