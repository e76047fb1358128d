"""How a content type declares its JSON: one tuple of fields, beside its panels.

A field knows three things: where its value comes from, how it is presented, and the JSON Schema of what it
presents. Rendering walks the fields; OpenAPI is made of their schemas; nothing about a type is said twice.
Whatever lies outside the row itself (another page, an image, rich text) is presented by the `Rendering`,
because only it knows the audience it renders for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Protocol

from wagtail.api import APIField

Json = Any
Schema = dict[str, Any]


class Rendering(Protocol):
    """What a field may ask of the rendering it is part of; `cms.publications` implements it."""

    def link(self, page: Any) -> Json | None:
        """A stub of another page, or None when this rendering's audience may not see it."""

    def image(self, image: Any, alt: str) -> Json | None:
        """An image with its addresses, or None when there is none."""

    def rich_text(self, source: str) -> str:
        """Stored rich text as HTML whose links lead to the external site."""


class HasApiFields(Protocol):
    """A page, snippet or child row that declares its JSON."""

    api_fields: tuple["ApiField", ...]


def nullable(schema: Schema) -> Schema:
    """The same schema, null allowed."""
    if "type" in schema and "enum" not in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def object_schema(fields: Iterable["ApiField"], title: str = "") -> Schema:
    """The schema of an object made of `fields`, all of them always present; with `title` it becomes a component."""
    properties = {f.name: f.schema for f in fields}
    schema: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"title": title, **schema} if title else schema


def present(owner: Any, fields: Iterable["ApiField"], rendering: Rendering) -> dict[str, Json]:
    """The fields of one object as JSON-ready values."""
    return {f.name: f.read(owner, rendering) for f in fields}


@dataclass(frozen=True, kw_only=True, eq=False)
class ApiField(APIField):
    """One member of a type's JSON.

    It is one of Wagtail's own too: Wagtail's APIs read the attribute `api_fields` of every page type at start-up.

    Args:
        name: its key in the JSON.
        source: the attribute (dots allowed, a method is called) it is read from; the name when left out.
        summary: whether lists show it too.
        null: whether it may be null; null always means "not given", and for studies "not reported".
        help: one sentence for the reference page.
        writable: whether Wagtail's write API may set it.
    """

    serializer: ClassVar[None] = None

    name: str
    source: str = ""
    summary: bool = False
    null: bool = False
    help: str = ""
    writable: bool = False

    value_schema: Schema = field(default_factory=dict, repr=False)

    @cached_property
    def schema(self) -> Schema:
        schema = nullable(self.value_schema) if self.null else self.value_schema
        return {**schema, "description": self.help} if self.help else schema

    def read(self, owner: Any, rendering: Rendering) -> Json:
        value = self.fetch(owner)
        return None if value is None or (self.null and value == "") else self.present(value, rendering)

    def fetch(self, owner: Any) -> Any:
        value = owner
        for attribute in (self.source or self.name).split("."):
            if value is None:
                return None
            value = getattr(value, attribute)
        return value() if callable(value) and not hasattr(value, "all") else value

    def present(self, value: Any, rendering: Rendering) -> Json:
        return value


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(ApiField):
    """Plain text."""

    value_schema: Schema = field(default_factory=lambda: {"type": "string"}, repr=False)

    def present(self, value: Any, rendering: Rendering) -> Json:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Number(ApiField):
    """A whole or decimal number."""

    value_schema: Schema = field(default_factory=lambda: {"type": "number"}, repr=False)

    def present(self, value: Any, rendering: Rendering) -> Json:
        return int(value) if value == int(value) else float(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Integer(ApiField):
    """A whole number."""

    value_schema: Schema = field(default_factory=lambda: {"type": "integer"}, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Flag(ApiField):
    """Yes or no."""

    value_schema: Schema = field(default_factory=lambda: {"type": "boolean"}, repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Date(ApiField):
    """A calendar date, ISO 8601."""

    value_schema: Schema = field(default_factory=lambda: {"type": "string", "format": "date"}, repr=False)

    def present(self, value: Any, rendering: Rendering) -> Json:
        return value.isoformat()


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice(ApiField):
    """One of a closed set of codes."""

    choices: tuple[str, ...]

    @cached_property
    def schema(self) -> Schema:
        values: list[str | None] = [*self.choices, None] if self.null else [*self.choices]
        schema = {"type": ["string", "null"] if self.null else "string", "enum": values}
        return {**schema, "description": self.help} if self.help else schema

    def present(self, value: Any, rendering: Rendering) -> Json:
        return str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Strings(ApiField):
    """A list of short texts, in the order the source gives."""

    value_schema: Schema = field(default_factory=lambda: {"type": "array", "items": {"type": "string"}}, repr=False)

    def present(self, value: Any, rendering: Rendering) -> Json:
        return [str(item) for item in value]


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices(ApiField):
    """Several of a closed set of codes."""

    choices: tuple[str, ...]

    @cached_property
    def schema(self) -> Schema:
        schema: Schema = {"type": "array", "items": {"type": "string", "enum": [*self.choices]}}
        return {**schema, "description": self.help} if self.help else schema

    def present(self, value: Any, rendering: Rendering) -> Json:
        return [str(code) for code in value]


@dataclass(frozen=True, kw_only=True, eq=False)
class Html(ApiField):
    """Rich text, as HTML."""

    value_schema: Schema = field(
        default_factory=lambda: {"type": "string", "contentMediaType": "text/html"}, repr=False
    )

    def present(self, value: Any, rendering: Rendering) -> Json:
        return rendering.rich_text(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stream(ApiField):
    """A StreamField; its block types present themselves (`cms.core.blocks`)."""

    block: Any

    @cached_property
    def schema(self) -> Schema:
        return self.block.api_schema()

    def present(self, value: Any, rendering: Rendering) -> Json:
        return value.stream_block.api_value(value, rendering)


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture(ApiField):
    """An image with the alternative text that stands beside it on the row."""

    alt: str

    @cached_property
    def schema(self) -> Schema:
        return nullable({"$ref": "#/components/schemas/Image"})

    def read(self, owner: Any, rendering: Rendering) -> Json:
        return rendering.image(self.fetch(owner), attrgetter(self.alt)(owner))


@dataclass(frozen=True, kw_only=True, eq=False)
class Link(ApiField):
    """Another page, as a stub; null when there is none or the reader's audience may not see it."""

    @cached_property
    def schema(self) -> Schema:
        return nullable({"$ref": "#/components/schemas/DocumentLink"})

    def present(self, value: Any, rendering: Rendering) -> Json:
        return rendering.link(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Links(ApiField):
    """Other pages, as stubs, in the editor's order; those the audience may not see are absent."""

    target: str = ""

    @cached_property
    def schema(self) -> Schema:
        return {"type": "array", "items": {"$ref": "#/components/schemas/DocumentLink"}}

    def present(self, value: Any, rendering: Rendering) -> Json:
        rows = value.all() if hasattr(value, "all") else value
        pages = [getattr(row, self.target) if self.target else row for row in rows]
        return [stub for page in pages if page is not None and (stub := rendering.link(page)) is not None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Embedded(ApiField):
    """One related row (a person, a reference) with the fields it declares itself."""

    fields: tuple[ApiField, ...]
    title: str = ""

    @cached_property
    def schema(self) -> Schema:
        schema = object_schema(self.fields, self.title)
        return nullable(schema) if self.null else schema

    def present(self, value: Any, rendering: Rendering) -> Json:
        return present(value, self.fields, rendering)


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows(ApiField):
    """Child rows or related rows, in order; `target` names the related object on each row, when it is one."""

    fields: tuple[ApiField, ...]
    title: str = ""
    target: str = ""

    @cached_property
    def schema(self) -> Schema:
        return {"type": "array", "items": object_schema(self.fields, self.title)}

    def present(self, value: Any, rendering: Rendering) -> Json:
        rows = value.all() if hasattr(value, "all") else value
        owners = [getattr(row, self.target) if self.target else row for row in rows]
        return [present(owner, self.fields, rendering) for owner in owners if owner is not None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed(ApiField):
    """A value computed from the row by a pure function, with the schema of what it returns."""

    compute: Callable[[Any], Json]

    def fetch(self, owner: Any) -> Any:
        return self.compute(owner)


@dataclass(frozen=True)
class Facet:
    """Something lists can be filtered by: repeatable, OR within one facet, AND across facets.

    Args:
        name: the query parameter.
        values: the page's own values.
        choices: the closed vocabulary; any other value asked for is a 400. None: an open one.
    """

    name: str
    values: Callable[[Any], Iterable[str]]
    choices: frozenset[str] | None = None


def facet_values(page: Any, facets: Iterable[Facet]) -> Mapping[str, list[str]]:
    """The facets of one page, sorted, so that equal pages give equal bytes."""
    return {facet.name: sorted({str(value) for value in facet.values(page)}) for facet in facets}
