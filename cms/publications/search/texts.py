"""What people read in a document, out of its JSON: by the schemas of its fields, so that a new field is found too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wagtail.rich_text import get_text_for_indexing

from cms.core.api_fields import ApiField, Json, Schema
from cms.publications.search.folding import composed

# Strings by which programs know something.
FOR_PROGRAMS = {"id", "uid", "slug"}
# PostgreSQL refuses an index of more than a megabyte for one row; this is a book of forty pages.
MOST_CHARACTERS = 100_000


@dataclass(frozen=True)
class Texts:
    """The texts of a document: what it is called, what it says in short, all else, and what is said about it."""

    title: str
    names: tuple[str, ...]
    lead: str
    body: str
    aside: str = ""


def texts_of(content: Mapping[str, Json], fields: Iterable[ApiField]) -> Texts:
    """The texts in the content of a document.

    Args:
        content: its JSON without the envelope.
        fields: those that the content was made by.
    """
    prose = [field for field in fields if field.is_prose and field.name not in FOR_PROGRAMS]
    names = [str(content[field.name]) for field in prose if field.is_name and content.get(field.name)]
    lead = content.get("summary") or content.get("teaser") or ""
    others = [field for field in prose if not field.is_name and field.name != "summary"]
    body = _together(content, (field for field in others if field.quoted))[:MOST_CHARACTERS]
    aside = _together(content, (field for field in others if not field.quoted))[: MOST_CHARACTERS - len(body)]
    return Texts(composed(content["title"]), tuple(map(composed, names)), composed(lead), body, aside)


def _together(content: Mapping[str, Json], fields: Iterable[ApiField]) -> str:
    return composed("\n".join(text for field in fields for text in written(content.get(field.name), field.schema)))


def written(value: Json, schema: Schema) -> Iterator[str]:
    """The texts in a value, in order; codes, dates and links to other documents are none."""
    if isinstance(value, str):
        yield from _text(value, schema)
    elif isinstance(value, list):
        for item in value:
            yield from written(item, schema.get("items", {}))
    elif isinstance(value, dict):
        members = _schema_of(value, schema).get("properties", {})
        for name in (name for name in members if name not in FOR_PROGRAMS):
            yield from written(value.get(name), members[name])


def _text(value: str, schema: Schema) -> Iterator[str]:
    if "contentMediaType" in schema:
        yield get_text_for_indexing(value)
    elif "string" in schema.get("type", "") and schema.keys().isdisjoint({"enum", "const", "format"}):
        yield value


def _schema_of(value: Mapping[str, Json], schema: Schema) -> Schema:
    """The schema of an object, where it may have one of several: a block's is that of its type."""
    options = schema.get("oneOf") or schema.get("anyOf") or [schema]
    return next((option for option in options if _is_of(value, option)), {})


def _is_of(value: Mapping[str, Json], option: Schema) -> bool:
    kind = option.get("properties", {}).get("type", {}).get("const")
    return kind in {None, value.get("type")}
