"""The JSON Schemas of answers, made of what the content types declare.

Views refer to components by name; `all_components` makes them, and hoists every titled schema inside a type's fields
(blocks, rows, embedded objects) into a component of its own, so that generated clients get a name for each.
"""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.api.change_components import change, change_page
from cms.api.draft_lists import UNREADABLE
from cms.api.form_components import FORM_COMPONENTS
from cms.api.image_components import IMAGE_COMPONENTS
from cms.api.part_components import PREFIX, part_components, part_of
from cms.api.problem_types import PROBLEM_TYPES, problem_address
from cms.api.resources import Resource, Shape, every_shape, resources
from cms.api.schemas import ADDRESS, MOMENT, NEIGHBOURS, STRING, UUID, WHOLE, record, ref
from cms.api.search_components import search_page, searched
from cms.api.sitemaps import SITEMAP_COMPONENTS
from cms.core.api_fields import ApiField, Schema, nullable, object_schema
from cms.core.models import ContentPage
from cms.publications.models import Access, Kind


def one_or_more(names: Iterable[str]) -> Schema:
    """Any of some components."""
    options = [ref(name) for name in dict.fromkeys(names)]
    return options[0] if len(options) == 1 else {"anyOf": options}


def detail_of(resource: Resource) -> Schema:
    return one_or_more([*(f"{shape.name}Document" for shape in resource.shapes), *_teaser([resource])])


def any_document() -> Schema:
    return ref("Document")


def summary_of(resources: Iterable[Resource]) -> Schema:
    listed = list(resources)
    names = [f"{shape.name}Summary" for resource in listed for shape in resource.shapes]
    return one_or_more([*names, *_teaser(listed)])


def page_of(resources: Iterable[Resource]) -> Schema:
    return _page(summary_of(resources))


def part_page_of(resources: Iterable[Resource]) -> Schema:
    return _page(part_of(summary_of(resources)))


def _page(item: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": item},
            **NEIGHBOURS,
            "unreadable": UNREADABLE,
            "count": {**WHOLE, "description": "How many there are in all; only with `count=exact`."},
        },
        "required": ["items", "next", "previous"],
    }


def changes() -> Schema:
    return ref("ChangePage")


def shares() -> Schema:
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": ref("Share")}},
        "required": ["items"],
    }


def _teaser(resources: Iterable[Resource]) -> list[str]:
    return [shape.teaser for resource in resources if resource.kind == Kind.PAGE for shape in resource.shapes]


def envelope(shape: Shape | None, access: Access) -> dict[str, Schema]:
    """The members that every document begins with."""
    return {
        "id": {**UUID, "description": "The same for ever, also after export and import."},
        "type": {"const": shape.type} if shape else STRING,
        "kind": {"const": shape.kind} if shape else {"const": Kind.PAGE.value},
        "access": {"const": access.value},
        "locale": STRING,
        "path": {**STRING, "description": "The path on the site."},
        "url": {**ADDRESS, "description": "Where the site shows it."},
        "version": {**WHOLE, "description": "Counts the changes of this document."},
        "published_at": {**MOMENT, "description": "When it was first published."},
        "updated_at": {**MOMENT, "description": "When it last changed."},
    }


def component(reference: str) -> Schema:
    """What a reference leads to."""
    return all_components()[reference.removeprefix(PREFIX)]


@cache
def all_components() -> dict[str, Schema]:
    """Every component, by name."""
    found: dict[str, Schema] = {}
    for shape in every_shape():
        hoist(_document(shape), found)
    for shape in chain.from_iterable(resource.shapes for resource in resources().values()):
        hoist(_summary(shape), found)
        hoist(_teaser_of(shape), found)
    of_views = (*FORM_COMPONENTS, *IMAGE_COMPONENTS, *SITEMAP_COMPONENTS)
    for schema in (*COMMON, _problem(), change(), change_page(), *of_views):
        hoist(schema, found)
    hoist(search_page(summary_of(searched())), found)
    full = [f"{shape.name}Document" for shape in every_shape()]
    teasers = _teaser(resources().values())
    found["Document"] = {"description": "Any document.", **one_or_more([*full, *teasers])}
    found["DocumentSummary"] = {
        "description": "Any document, as lists show it.",
        **summary_of(resources().values()),
    }
    return found | part_components(found, ["Document"])


def _document(shape: Shape) -> Schema:
    schema = record(f"{shape.name}Document", f"One of the {shape.type}, in full.", **_members(shape, shape.fields))
    return with_expanded(schema, properties=_embedding(shape, "Document"))


def _summary(shape: Shape) -> Schema:
    members = _members(shape, (field for field in shape.fields if field.summary))
    schema = record(f"{shape.name}Summary", f"One of the {shape.type}, as lists show it.", **members)
    return with_expanded(schema, properties=_embedding(shape, "DocumentSummary"))


def _members(shape: Shape, fields: Iterable[ApiField]) -> dict[str, Schema]:
    begins_with, own = envelope(shape, Access.FULL), object_schema(fields)["properties"]
    if taken := begins_with.keys() & own.keys():
        raise ImproperlyConfigured(f"{shape.name} has fields called as members of every document: {sorted(taken)}.")
    return {**begins_with, "title": STRING, **own}


def with_expanded(schema: Schema, **inside: Schema) -> Schema:
    """A document's schema with the member that is there when others are to be embedded.

    Args:
        inside: what the member has in it; without anything, there is no such member.
    """
    if not any(inside.values()):
        return schema
    about = "With `expand` only: the documents that these members mention and the caller may read."
    expanded = {"description": about, "type": "object", **inside, "examples": [{}]}
    return {**schema, "properties": {**schema["properties"], "expanded": expanded}}


def _embedding(shape: Shape, embedded: str) -> Schema:
    return {name: {"type": "array", "items": ref(embedded)} for name in shape.expandable}


def _teaser_of(shape: Shape) -> Schema:
    own = shape if shape.teaser_fields else None
    fields = object_schema((*shape.teaser_fields, *ContentPage.teaser_markup))["properties"]
    members = {**envelope(own, Access.TEASER), "title": STRING, "teaser": STRING, **fields}
    teaser = record(shape.teaser, "What strangers may read of a page that is not open to them.", **members)
    # Types share a teaser, lists and details do too: each embedded document has what summaries have, at the least.
    return with_expanded(teaser, additionalProperties={"type": "array", "items": ref("DocumentSummary")})


def hoist(schema: Any, found: dict[str, Schema]) -> Any:
    """Move titled objects and unions, however deep, to `found`; returns the schema that refers to them.

    Raises:
        ImproperlyConfigured: two different schemas claim one title.
    """
    if isinstance(schema, list):
        return [hoist(item, found) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kinds = schema.get("type")
    if isinstance(kinds, list) and "title" in schema and "object" in kinds:
        return nullable(hoist({**schema, "type": "object"}, found))
    inner = {key: hoist(value, found) for key, value in _with_mapping(schema).items()}
    if not isinstance(inner.get("title"), str) or not (inner.get("type") == "object" or "oneOf" in inner):
        return inner
    name = inner.pop("title")
    if found.setdefault(name, inner) != inner:
        raise ImproperlyConfigured(f"Two different schemas are called {name}.")
    return ref(name)


def _with_mapping(schema: Schema) -> Schema:
    """A discriminated union also says which value means which member."""
    if "discriminator" not in schema or not all("title" in option for option in schema["oneOf"]):
        return schema
    name = schema["discriminator"]["propertyName"]
    mapping = {option["properties"][name]["const"]: ref(option["title"])["$ref"] for option in schema["oneOf"]}
    return {**schema, "discriminator": {"propertyName": name, "mapping": mapping}}


def _problem() -> Schema:
    schema = record(
        "Problem",
        "An error, as RFC 9457 says.",
        type={
            **STRING,
            "enum": [problem_address(slug) for slug in PROBLEM_TYPES],
            "description": "Explains itself there.",
        },
        title=STRING,
        status=WHOLE,
        detail=STRING,
    )
    error = record("ParameterError", "What is wrong with one parameter.", parameter=STRING, detail=STRING)
    field = record("FieldError", "What is wrong with one field of the body.", field=STRING, detail=STRING)
    errors = {"anyOf": [error, field]}
    schema["properties"] |= {
        "errors": {"type": "array", "items": errors, "description": "For invalid parameters or fields: each of them."},
        "resync": {**ADDRESS, "description": "For an expired cursor: where to begin again."},
    }
    return schema


COMMON = (
    record(
        "DocumentLink",
        "Another document, as far as a link needs it.",
        id=UUID,
        type=STRING,
        title=STRING,
        path=STRING,
        url=ADDRESS,
    ),
    record(
        "Share",
        "A post about a document that people can see.",
        channel={**STRING, "description": "The service: `x`, `facebook`, …"},
        account={**STRING, "description": "What the account is called here."},
        url={**ADDRESS, "description": "Where the post stands."},
        posted_at=MOMENT,
    ),
)
