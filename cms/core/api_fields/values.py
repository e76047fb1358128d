"""Fields that a row answers by itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema


@dataclass(frozen=True, kw_only=True, eq=False)
class Text(ApiField):
    """Plain text."""

    is_prose = True

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
        return str(value) or None


@dataclass(frozen=True, kw_only=True, eq=False)
class Strings(ApiField):
    """A list of short texts, in the order the source gives."""

    is_prose = True

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

    is_prose = True

    value_schema: Schema = field(
        default_factory=lambda: {"type": "string", "contentMediaType": "text/html"}, repr=False
    )

    def present(self, value: Any, rendering: Rendering) -> Json:
        return rendering.rich_text(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class Computed(ApiField):
    """A value computed from the row by a pure function, with the schema of what it returns."""

    compute: Callable[[Any], Json]

    def fetch(self, owner: Any) -> Any:
        return self.compute(owner)
