"""Examples of the description: values made up after each schema, so that none of them can contradict it.

A schema that says more than its type (`const`, `default`, `examples`, `enum`) is taken at its word; a text gets what
its name stands for, or says its own name.
"""

from collections.abc import Iterator
from typing import Any

from cms.api.part_components import PART
from cms.core.api_fields import Json, Schema

PAGE = "https://www.example.org/articles/first-steps/"
TEXTS = {
    "account": "Meridian",
    "alt": "A thumb on the inside of a wrist",
    "channel": "mastodon",
    "citation": "Doe, J. (2025). Pressing for better sleep. Journal of Examples, 1(2), 3–4.",
    "cursor": "bmV4dA",
    "credentials": "MD",
    "detail": "Says what is wrong with it.",
    "doi": "10.1000/example",
    "etag": "5f2c1e0b9a7d4c3f8e6b1a2d",
    "form": "contact",
    "hostname": "www.example.org",
    "id": "0f6c2a3e-5f0b-4b57-9a5e-1d2c3b4a5f60",
    "isbn": "9780000000002",
    "label": "First steps",
    "locale": "en",
    "name": "First steps",
    "path": "/articles/first-steps/",
    "pmid": "12345678",
    "previous_path": "/articles/beginning/",
    "since": "bmV4dA",
    "slug": "first-steps",
    "summary": "What to do on the first day, and what can wait.",
    "teaser": "What it is about. Members read on.",
    "title": "First steps",
    "type": "articles",
    "uid": "3d1f0b8c-7a64-4f0e-8c55-9b2e6d7a1f42",
    "url": PAGE,
}
FORMATS = {
    "date": "2026-03-01",
    "date-time": "2026-03-01T12:00:00Z",
    "uri": PAGE,
    "uuid": "8a4f0a5e-8a0c-4d0e-9a35-6f2f6a1d7c11",
}


class Maker:
    """Makes values that keep to a schema.

    Args:
        components: the schemas that others refer to, by name.
        whole: whether objects have the members that they may lack.
    """

    def __init__(self, components: dict[str, Schema], *, whole: bool = True) -> None:
        self.components = components
        self.whole = whole

    def value(self, schema: Schema, name: str = "", within: frozenset[str] = frozenset()) -> Json:
        """The example of a schema.

        Args:
            name: of the member or the parameter that has it.
            within: the components that it stands in; a list of what holds itself is left empty.
        """
        if "$ref" in schema:
            component = schema["$ref"].rpartition("/")[2]
            return self.value(self.components[component], name, within | {component})
        for said in ("const", "default"):
            if said in schema:
                return schema[said]
        for listed in ("examples", "enum"):
            if listed in schema:
                return schema[listed][0]
        for options in ("oneOf", "anyOf"):
            if options in schema:
                return self.value(schema[options][0], name, within)
        return self.of_type(schema, name, within)

    def of_type(self, schema: Schema, name: str, within: frozenset[str]) -> Json:
        """The example of a schema that is one type, or null besides."""
        kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
        match kind:
            case "object":
                members, always = schema.get("properties", {}).items(), schema.get("required", [])
                return {key: self.value(member, key, within) for key, member in members if self.whole or key in always}
            case "array":
                open_already = schema["items"].get("$ref", "").rpartition("/")[2] in within
                return [] if open_already else [self.value(schema["items"], name, within)]
            case "string":
                return text(schema, name)
            case "boolean":
                return False
        return max(1, schema.get("minimum", 1))


def text(schema: Schema, name: str) -> str:
    if schema.get("contentMediaType") == "text/html":
        return "<p>Begin with a small step.</p>"
    return FORMATS.get(schema.get("format", "")) or TEXTS.get(name) or name.replace("_", " ").capitalize()


def add_examples(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """drf-spectacular's hook: an example for every parameter, body and answer that has none of its own."""
    schemas = result["components"]["schemas"]
    make, narrowed = Maker(schemas).value, Maker(schemas, whole=False).value
    for operation in operations(result):
        for parameter in operation["parameters"]:
            parameter.setdefault("example", make(parameter["schema"], parameter["name"]))
        for media_type, content in contents(operation):
            content.setdefault("example", (narrowed if media_type == PART else make)(content["schema"]))
    return result


def operations(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operation of a description."""
    for methods in result["paths"].values():
        yield from methods.values()


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The media types of what an operation takes and of what it answers, and what is said of each."""
    for exchanged in (operation.get("requestBody", {}), *operation["responses"].values()):
        yield from exchanged.get("content", {}).items()
