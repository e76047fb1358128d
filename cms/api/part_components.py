"""The JSON Schemas of narrowed documents and of drafts: those of whole ones, with only that required which always
stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from cms.core.api_fields import Schema

PART = "application/vnd.meridian.part+json"
ALWAYS = ("id", "type")
PREFIX = "#/components/schemas/"


def part_name(name: str) -> str:
    """`ArticleDocumentPart` for `ArticleDocument` and `ArticleSummary`; `HeadingBlockPart` for `HeadingBlock`."""
    of_document = name.endswith(("Summary", "Document"))
    return f"{name.removesuffix('Summary').removesuffix('Document')}{'Document' if of_document else ''}Part"


def part_of(schema: Any) -> Any:
    """A schema whose objects, however deep, may lack members."""
    if isinstance(schema, list):
        return [part_of(item) for item in schema]
    if isinstance(schema, str) and schema.startswith(PREFIX):
        return PREFIX + part_name(schema.removeprefix(PREFIX))
    if not isinstance(schema, dict):
        return schema
    part = {key: part_of(value) for key, value in schema.items()}
    if isinstance(schema.get("required"), list):
        part["required"] = [name for name in schema["required"] if name in ALWAYS]
    return {key: value for key, value in part.items() if (key, value) != ("required", [])}


def part_components(whole: Mapping[str, Schema], names: Iterable[str]) -> dict[str, Schema]:
    """The components of narrowed documents, and of all that they refer to.

    Args:
        whole: every component of whole documents.
        names: the documents' components.
    """
    parts: dict[str, Schema] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if part_name(name) not in parts:
            parts[part_name(name)] = part_of(whole[name]) | _described(whole[name])
            waiting += referred_to(whole[name])
    return parts


def _described(schema: Schema) -> Schema:
    about = schema.get("description")
    return {"description": f"{about} What was not asked for, or is not written yet, is missing."} if about else {}


def referred_to(schema: Any) -> Iterable[str]:
    """The names of the components that a schema leads to."""
    if isinstance(schema, str) and schema.startswith(PREFIX):
        yield schema.removeprefix(PREFIX)
    elif isinstance(schema, dict | list):
        for inner in schema.values() if isinstance(schema, dict) else schema:
            yield from referred_to(inner)
