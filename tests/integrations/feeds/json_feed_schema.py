"""The structure of JSON Feed 1.1 as https://www.jsonfeed.org/version/1.1/ publishes it, as a JSON Schema."""

from typing import Any

URI = {"type": "string", "format": "uri", "pattern": "^https?://"}
TEXT = {"type": "string"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {
    "type": "array",
    "items": {"type": "object", "minProperties": 1, "properties": {"name": TEXT, "url": URI, "avatar": URI}},
}
ATTACHMENT = {
    "type": "object",
    "required": ["url", "mime_type"],
    "properties": {
        "url": URI,
        "mime_type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
        "title": TEXT,
        "size_in_bytes": {"type": "integer", "minimum": 0},
        "duration_in_seconds": {"type": "number"},
    },
    "additionalProperties": False,
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        **dict.fromkeys(("url", "external_url", "image", "banner_image"), URI),
        **dict.fromkeys(("title", "content_html", "content_text", "summary", "language"), TEXT),
        **dict.fromkeys(("date_published", "date_modified"), TIME),
        "authors": AUTHORS,
        "tags": {"type": "array", "items": TEXT},
        "attachments": {"type": "array", "items": ATTACHMENT},
    },
    "patternProperties": {"^_": {}},
    "additionalProperties": False,
}
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **dict.fromkeys(("home_page_url", "feed_url", "next_url", "icon", "favicon"), URI),
        **dict.fromkeys(("title", "description", "user_comment", "language"), TEXT),
        "authors": AUTHORS,
        "expired": {"type": "boolean"},
        "hubs": {
            "type": "array",
            "items": {"type": "object", "required": ["type", "url"], "properties": {"type": TEXT, "url": URI}},
        },
        "items": {"type": "array", "items": ITEM},
    },
    "patternProperties": {"^_": {}},
    "additionalProperties": False,
}
