"""What every field is, and what it may ask of the rendering it is part of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Protocol
from uuid import UUID

from wagtail.api import APIField

from cms.core.outline import Outline

Json = Any
Schema = dict[str, Any]


class Rendering(Protocol):
    """What a field may ask of the rendering it is part of; `cms.publications` implements it.

    `outline` holds the headings read so far; `field_name` is the member that is being read.
    """

    outline: Outline
    field_name: str

    @property
    def is_public(self) -> bool:
        """Whether everybody reads what is rendered."""

    def mention(self, uid: UUID) -> None:
        """Note another document that the member leads to; `expand=` embeds it for those who may read it."""

    def link(self, page: Any) -> Json | None:
        """A stub of another page, or None when this rendering's audience may not see it."""

    def stub(self, page: Any) -> Json | None:
        """The same for what is no reference: nobody asks for that page to be expanded."""

    def trail(self, page: Any) -> list[Json]:
        """Stubs of the pages above one that this rendering's audience may see, from the top; without the front page."""

    def address_of(self, page: Any) -> str:
        """Where the external site shows a page, published or not.

        Raises:
            ValueError: it is in no site.
        """

    def home_of(self, page: Any) -> str:
        """Where the site of a page begins: an address with a slash at its end."""

    def locked(self, page: Any) -> bool:
        """Whether a page is there in full, but for other readers than this rendering's."""

    def address(self, path: str, site_id: int | None) -> str:
        """The public address of a path on a site; without one named, on the default site."""

    def image(self, image: Any, alt: str) -> Json | None:
        """An image with its addresses, or None when there is none."""

    def rich_text(self, source: str) -> str:
        """Stored rich text as HTML whose links lead to the external site."""


def nullable(schema: Schema) -> Schema:
    """The same schema, null allowed."""
    if "type" in schema and "enum" not in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def accepts_null(schema: Schema) -> bool:
    return "null" in schema.get("type", ()) or {"type": "null"} in schema.get("anyOf", ())


def object_schema(fields: Iterable["ApiField"], title: str = "") -> Schema:
    """The schema of an object made of `fields`, all of them always present; with `title` it becomes a component."""
    properties = {f.name: f.schema for f in fields}
    schema: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"title": title, **schema} if title else schema


def present(owner: Any, fields: Iterable["ApiField"], rendering: Rendering) -> dict[str, Json]:
    """The fields of one object as JSON-ready values; those that tell of the others come last.

    What a draft still lacks is left out.
    """
    values = [(f, f.read(owner, rendering)) for f in in_order(fields)]
    return {f.name: value for f, value in values if not f.lacks(value)}


def in_order(fields: Iterable["ApiField"]) -> list["ApiField"]:
    """Fields as they are read: in the order given, but last those that tell of the others."""
    return sorted(fields, key=lambda f: f.tells_of_others)


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
        is_name: whether people call the object by it; search then weighs it like the title.
        quoted: whether search quotes it; what is said about a page, and not on it, is only found.
    """

    serializer: ClassVar[None] = None
    tells_of_others: ClassVar[bool] = False
    # Whether people read it as text; search finds its words.
    is_prose: ClassVar[bool] = False

    name: str
    source: str = ""
    summary: bool = False
    null: bool = False
    help: str = ""
    writable: bool = False
    is_name: bool = False
    quoted: bool = True

    value_schema: Schema = field(default_factory=dict, repr=False)

    @property
    def mentions(self) -> bool:
        """Whether its value leads to other documents."""
        return False

    @cached_property
    def schema(self) -> Schema:
        schema = nullable(self.value_schema) if self.null else self.value_schema
        return {**schema, "description": self.help} if self.help else schema

    def lacks(self, value: Json) -> bool:
        """Whether a value is missing that must be there: a draft need not be finished."""
        return value is None and not accepts_null(self.schema)

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
