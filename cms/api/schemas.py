"""Pieces that the JSON Schemas of answers are made of."""

from cms.core.api_fields import Schema, nullable

STRING: Schema = {"type": "string"}
UUID: Schema = {"type": "string", "format": "uuid"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
WHOLE: Schema = {"type": "integer"}
NEIGHBOURS: dict[str, Schema] = {
    "next": nullable({**ADDRESS, "description": "Where the next page is; null on the last one."}),
    "previous": nullable({**ADDRESS, "description": "Where the previous page is; null on the first one."}),
}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def record(title: str, description: str, /, **properties: Schema) -> Schema:
    """An object whose members are always there."""
    return {
        "title": title,
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }
