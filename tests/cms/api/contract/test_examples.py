"""Examples of the description: of everything, and true to their schemas."""

from collections.abc import Iterator
from typing import Any

import pytest

from cms.api.examples import Maker, contents, operations
from cms.api.openapi import description
from cms.api.operations import UNDESCRIBED
from cms.api.part_components import ALWAYS, PART
from cms.api.urls import version_1
from tests.cms.api.test_openapi import valid


def described() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every example with its schema."""
    for operation in operations(description()):
        for part in (*operation["parameters"], *dict(contents(operation)).values()):
            yield part["example"], part["schema"]
    for answer in description()["components"]["responses"].values():
        for content in answer["content"].values():
            yield from ((example["value"], content["schema"]) for example in content["examples"].values())


def test_every_example_keeps_to_its_schema() -> None:
    """Every parameter, every body and every answer, errors included, has an example, and it is valid."""
    examples, schemas = zip(*described(), strict=True)
    valid([*examples], {"prefixItems": [*schemas]})


def test_an_example_of_a_parameter_can_be_used() -> None:
    """Its own reader takes it, unless that depends on what there is."""
    for view in (getattr(pattern.callback, "initkwargs", {}) | vars(pattern.callback) for pattern in version_1):
        operation: Any = view.get("operation") or getattr(view.get("cls"), "operation", UNDESCRIBED)
        for parameter in operation.parameters:
            example = Maker({}).value(parameter.schema, parameter.name)
            if parameter.name not in {"site", "cursor", "since"}:
                parameter.read(example[0] if isinstance(example, list) else str(example))


def test_an_example_of_an_answer_is_whole() -> None:
    """An article has every member, a block in its body, and a picture with its copies."""
    answer = description()["paths"]["/api/v1/articles/{uid}/"]["get"]["responses"]["200"]
    example = answer["content"]["application/json"]["example"]
    assert set(example) == set(description()["components"]["schemas"]["ArticleDocument"]["properties"])
    assert example["body"][0]["type"] == "heading"
    assert example["image"]["srcset"][0]["type"] == "image/webp"


def test_what_is_narrowed_has_a_narrow_example() -> None:
    """It shows what every narrowed document keeps."""
    answer = description()["paths"]["/api/v1/articles/{uid}/"]["get"]["responses"]["200"]
    assert set(answer["content"][PART]["example"]) == set(ALWAYS)


@pytest.mark.parametrize(
    "schema, value",
    [
        ({"const": "full"}, "full"),
        ({"type": "integer", "default": 20}, 20),
        ({"type": "integer", "minimum": 5}, 5),
        ({"type": ["string", "null"], "enum": ["a", None]}, "a"),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, False),
        ({"type": "object", "properties": {"how_long": {"type": "string"}}}, {"how_long": "How long"}),
        ({"$ref": "#/components/schemas/Entry"}, {"entries": []}),
    ],
)
def test_values_are_made_after_their_schema(schema: dict[str, Any], value: Any) -> None:
    """What a schema says is taken at its word, and a list of what holds itself is empty."""
    entries = {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}
    assert Maker({"Entry": {"type": "object", "properties": {"entries": entries}}}).value(schema) == value
