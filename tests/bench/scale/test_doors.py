"""What is measured is made from the description."""

from http.client import HTTPConnection

import pytest
from django.test import Client

from cms.api.openapi import description
from tests.bench.scale.doors import Door, Doors
from tests.bench.scale.installations import Installation
from tests.bench.scale.words import EVERYWHERE
from tests.cms.api.factories import document

pytestmark = pytest.mark.django_db


class Here(Installation):
    """The installation of the test, asked without a server."""

    def fetch(self, address: str, *, member: bool) -> bytes:
        response = Client().get(address)
        assert response.status_code == 200, address
        return response.content


@pytest.fixture
def doors() -> list[Door]:
    for tag in ("rest", "walk"):
        document(facets={"tag": [tag]})
    here = Here(HTTPConnection("localhost"), ["7"], ["token"], ["tag"], "2026-03-01", "")
    return list(Doors(here, member=False))


def test_every_endpoint_is_measured(doors: list[Door]) -> None:
    """A path of the description that can be read has doors, so that a new one needs no line here."""
    read = {path for path, methods in description()["paths"].items() if "get" in methods}
    assert {door.endpoint for door in doors} - {"/feeds/json/", "/feeds/atom/", "/feeds/rss/"} == read


def test_every_parameter_is_measured(doors: list[Door]) -> None:
    """A list is asked plainly, and with each of its parameters by itself; with drafts by those who have a key."""
    [listed] = [methods["get"] for path, methods in description()["paths"].items() if path == "/api/v1/articles/"]
    asked = {door.way.partition("=")[0] for door in doors if door.endpoint == "/api/v1/articles/"}
    assert asked == {"", *(each["name"] for each in listed["parameters"])} - {"version", "cursor"}


def test_what_narrows_a_search_is_measured_with_hits(doors: list[Door]) -> None:
    """Each of its parameters is asked for a word that all have; otherwise nothing would be there to narrow."""
    narrowed = [door for door in doors if door.endpoint == "/api/v1/search/" and not door.way.startswith("for ")]
    assert {door.way for door in narrowed} > {"tag=", "limit=10"}
    assert all(f"q={EVERYWHERE}&" in address for door in narrowed for address in door.addresses)
