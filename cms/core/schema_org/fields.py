"""JSON-LD as a member of a document."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema

CONTEXT = "https://schema.org"
SCHEMA: Schema = {
    "title": "SchemaOrg",
    "description": "What it is, in the words of schema.org: JSON-LD.",
    "type": "object",
    "properties": {
        "@context": {"const": CONTEXT},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "@type": {
                        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                        "description": "What it is, in the words of schema.org.",
                    },
                    "@id": {"type": "string", "description": "By which other nodes refer to it."},
                },
                "required": ["@type"],
                "additionalProperties": True,
            },
        },
    },
    "required": ["@context", "@graph"],
}


@dataclass(frozen=True, kw_only=True, eq=False)
class SchemaOrg(ApiField):
    """What the owner says to machines by its method `schema_nodes`, or another `source`."""

    value_schema: Schema = field(default_factory=lambda: SCHEMA, repr=False)

    def read(self, owner: Any, rendering: Rendering) -> Json:
        return {"@context": CONTEXT, "@graph": attrgetter(self.source or "schema_nodes")(owner)(rendering)}
