"""The contract: the OpenAPI description, and that what is served keeps to it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from cms.api.components import _members, hoist
from cms.api.openapi import description
from cms.api.resources import Shape
from cms.core.api_fields import Text
from tests.cms.api.factories import document

GOLDEN = Path(__file__).parents[2] / "golden" / "openapi.yaml"
FORMATS = FormatChecker()


@FORMATS.checks("uri")
def is_address(value: object) -> bool:
    """As far as it can be told without a grammar; null is judged by the type."""
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


def valid(value: Any, schema: dict[str, Any]) -> None:
    """The value keeps to the schema, whose references lead into the description."""
    whole = {**schema, "components": description()["components"]}
    validator = Draft202012Validator(whole, format_checker=FORMATS)
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    assert errors == []


def answer_schema(path: str) -> dict[str, Any]:
    answer = description()["paths"][path]["get"]["responses"]["200"]
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


def test_the_contract_is_the_one_on_file() -> None:
    """A change of the contract shows in the diff of its golden file.

    After a change that is meant: `python manage.py spectacular --file tests/golden/openapi.yaml`.
    """
    assert yaml.safe_load(GOLDEN.read_text()) == json.loads(json.dumps(description()))


def test_the_description_is_openapi() -> None:
    """The description keeps to the OpenAPI 3.1 schema, and every reference in it leads somewhere."""
    validate_schema(description())  # type: ignore[no-untyped-call]  # untyped there
    text = json.dumps(description())
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names <= set(description()["components"]["schemas"])


def test_the_description_is_served(client: Client) -> None:
    """The address of the description serves the same."""
    assert client.get("/api/v1/schema/").json() == json.loads(json.dumps(description()))


def test_blocks_are_a_union_that_names_each_type() -> None:
    """The body of an article says by `type` which block schema applies, for every block type."""
    body = description()["components"]["schemas"]["ArticleDocument"]["properties"]["body"]["items"]
    assert body["discriminator"]["propertyName"] == "type"
    assert set(body["discriminator"]["mapping"].values()) == {option["$ref"] for option in body["oneOf"]}
    assert body["discriminator"]["mapping"]["heading"] == "#/components/schemas/HeadingBlock"


def test_what_has_a_slug_has_one_address(client: Client) -> None:
    """A menu is described at one address, which takes what it says of either, slug or id."""
    paths = description()["paths"]
    menu = document(kind="menu", type="menus", path="/menus/main/")
    assert "/api/v1/menus/{uid}/" not in paths
    assert "locale" in {item["name"] for item in paths["/api/v1/menus/{slug}/"]["get"]["parameters"]}
    for name in ("main", menu.uid):
        assert client.get(f"/api/v1/menus/{name}/?locale=en").json()["id"] == str(menu.uid)
        assert client.get(f"/api/v1/menus/{name}/?locale=de").status_code == 404


def test_a_part_is_of_one_thing() -> None:
    """A narrowed list of authors has bylines in it, and no documents about authors, which are called alike."""
    schemas = description()["components"]["schemas"]
    for name in ("Author", "AuthorDocument"):
        assert set(schemas[f"{name}Part"]["properties"]) == set(schemas[name]["properties"])


def test_two_schemas_do_not_share_a_name() -> None:
    """A title that two different schemas claim is refused when the description is made."""
    found: dict[str, Any] = {}
    hoist({"title": "Same", "type": "object", "properties": {"a": {"type": "string"}}}, found)
    with pytest.raises(ImproperlyConfigured, match="Same"):
        hoist({"title": "Same", "type": "object", "properties": {"a": {"type": "integer"}}}, found)


def test_no_field_takes_the_place_of_what_every_document_begins_with() -> None:
    """A type whose field is called like a member of the envelope is refused: its documents would hide that one."""
    with pytest.raises(ImproperlyConfigured, match="url"):
        _members(Shape("Odd", "page", "odd", (Text(name="url"),)), (Text(name="url"),))
