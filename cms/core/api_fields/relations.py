"""Fields that lead beyond the row: to blocks, pictures, pages and other rows."""

from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema, nullable, object_schema, present


@dataclass(frozen=True, kw_only=True, eq=False)
class Stream(ApiField):
    """A StreamField; its block types present themselves (`cms.core.blocks`)."""

    is_prose = True

    block: Any

    @property
    def mentions(self) -> bool:
        return True

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

    @property
    def mentions(self) -> bool:
        return True

    @cached_property
    def schema(self) -> Schema:
        return nullable({"$ref": "#/components/schemas/DocumentLink"})

    def present(self, value: Any, rendering: Rendering) -> Json:
        return rendering.link(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Links(ApiField):
    """Other pages, as stubs, in the editor's order; those the audience may not see are absent."""

    target: str = ""

    @property
    def mentions(self) -> bool:
        return True

    @cached_property
    def schema(self) -> Schema:
        return {"type": "array", "items": {"$ref": "#/components/schemas/DocumentLink"}}

    def present(self, value: Any, rendering: Rendering) -> Json:
        rows = value.all() if hasattr(value, "all") else value
        pages = [getattr(row, self.target) if self.target else row for row in rows]
        return [stub for page in pages if page is not None and (stub := rendering.link(page)) is not None]


@dataclass(frozen=True, kw_only=True, eq=False)
class Related(ApiField):
    """Related rows with fields of their own.

    Args:
        fields: what is shown of each.
        title: the name of their schema.
        listed: whether they have documents of their own.
    """

    is_prose = True

    fields: tuple[ApiField, ...]
    title: str = ""
    listed: bool = False

    @property
    def mentions(self) -> bool:
        return self.listed or any(field.mentions for field in self.fields)

    def row(self, owner: Any, rendering: Rendering) -> Json:
        if self.listed:
            rendering.mention(owner.document_uid)
        return present(owner, self.fields, rendering)


@dataclass(frozen=True, kw_only=True, eq=False)
class Embedded(Related):
    """One related row (a person, a reference) with the fields it declares itself."""

    @cached_property
    def schema(self) -> Schema:
        schema = object_schema(self.fields, self.title)
        return nullable(schema) if self.null else schema

    def present(self, value: Any, rendering: Rendering) -> Json:
        return self.row(value, rendering)


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows(Related):
    """Child rows or related rows, in order; `target` names the related object on each row, when it is one."""

    target: str = ""

    @cached_property
    def schema(self) -> Schema:
        return {"type": "array", "items": object_schema(self.fields, self.title)}

    def present(self, value: Any, rendering: Rendering) -> Json:
        rows = value.all() if hasattr(value, "all") else value
        owners = [getattr(row, self.target) if self.target else row for row in rows]
        return [self.row(owner, rendering) for owner in owners if owner is not None]
