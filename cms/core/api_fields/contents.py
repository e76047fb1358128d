"""The table of contents."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema
from cms.core.outline import Heading

ENTRY: Schema = {
    "id": {"type": "string", "description": "The `id` of the heading: what an address ends with to lead there."},
    "text": {"type": "string"},
    "level": {"type": "integer", "description": "As in HTML: 2 for a section, 3 for a part of one."},
}
PART: Schema = {"title": "ContentsPart", "type": "object", "properties": ENTRY, "required": list(ENTRY)}
SECTION: Schema = {
    **ENTRY,
    "field": {"type": "string", "description": "The member of the document that it stands in."},
    "parts": {"type": "array", "items": PART},
}


def _contents() -> Schema:
    section = {"title": "ContentsSection", "type": "object", "properties": SECTION, "required": list(SECTION)}
    return {"type": "array", "items": section}


@dataclass(frozen=True, kw_only=True, eq=False)
class Contents(ApiField):
    """The headings in all members of the document, in their order."""

    tells_of_others: ClassVar[bool] = True

    value_schema: Schema = field(default_factory=_contents, repr=False)

    def read(self, owner: Any, rendering: Rendering) -> Json:
        sections = rendering.outline.nested()
        return [
            {**_entry(section), "field": section.field, "parts": [_entry(part) for part in section.parts]}
            for section in sections
        ]


def _entry(heading: Heading) -> dict[str, Json]:
    return {"id": heading.id, "text": heading.text, "level": heading.level}
