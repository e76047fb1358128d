"""Parameters that are not understood are refused by name, never ignored."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from cms.api.examples import operations
from cms.api.openapi import description
from cms.api.parameters import LONGEST, TEXT, text

REFUSED = {
    "documents/?colour=red": "colour",
    "documents/?fields=colour": "fields",
    "documents/?format=json": "format",
    "documents/?limit=0": "limit",
    "documents/?limit=101": "limit",
    "documents/?limit=%2B5": "limit",
    "documents/?limit=²": "limit",
    "documents/?limit=1&limit=2": "limit",
    "documents/?order=colour": "order",
    "documents/?count=yes": "count",
    "documents/?type=unicorns": "type",
    "documents/?locale=xx": "locale",
    "documents/?published_after=yesterday": "published_after",
    "documents/?updated_after=0001-01-01T00:00:00%2B14:00": "updated_after",
    "articles/?type=articles": "type",
    "articles/?tag=": "tag",
    "articles/?tag=%00": "tag",
    "points/?caution=unheard-of": "caution",
    "changes/?cause=chance": "cause",
    "changes/?since=tomorrow": "since",
    "documents/by-path/?path=%00": "path",
    "?page=1": "page",
    "schema/?lang=de": "lang",
}


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_understood_is_named(client: Client, address: str) -> None:
    """An unknown parameter, or one with an unusable value, is a 400 whose `errors` name it."""
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in answer.json()["errors"]] == [REFUSED[address]]


def test_every_mistake_is_named_at_once(client: Client) -> None:
    """Two mistakes are told in one answer, and what is known is listed."""
    errors = client.get("/api/v1/articles/?colour=red&limit=0").json()["errors"]
    assert {error["parameter"] for error in errors} == {"colour", "limit"}
    assert "published_after" in errors[0]["detail"]


@pytest.mark.parametrize(
    "moment", ["2026-03-01", "2026-03-01T12:00:00", "2026-03-01T12:00:00+01:00", "2026-03-01 12:00"]
)
def test_moments_are_read_in_every_usual_form(client: Client, moment: str) -> None:
    """A date, a date and time, an offset that the client forgot to escape: all are understood."""
    assert client.get(f"/api/v1/articles/?updated_after={moment}").status_code == 200


@pytest.mark.parametrize("value", ["", "a\x00", "a" * (LONGEST + 1)])
def test_what_no_text_may_be_is_described(value: str) -> None:
    """What is refused of every text, the schema of texts does not allow either."""
    with pytest.raises(ValueError, match="Must be a text"):
        text(value)
    assert not Draft202012Validator(TEXT).is_valid(value)


def test_a_list_of_words_has_one_at_least() -> None:
    """No parameter whose words stand between commas is said to do without any: an empty one is refused."""
    parameters = [one for operation in operations(description()) for one in operation["parameters"]]
    lists = [one["schema"] for one in parameters if one.get("explode") is False]
    assert lists
    assert all(schema["minItems"] == 1 for schema in lists)
