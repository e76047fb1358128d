"""Tables of plain text."""

from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.core.api_fields import Json, Rendering, Schema, nullable
from cms.core.blocks.base import ApiBlock, PlainTextBlock

TEXTS: Schema = {"type": "array", "items": {"type": "string"}}


class TableBlock(ApiBlock, TypedTableBlock):
    """A table whose first row names the columns."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks or [("text", PlainTextBlock(required=False, label="Text"))], **kwargs)

    class Meta:
        icon = "table"
        template = "core/blocks/table.html"

    def api_schema(self) -> Schema:
        parts = {"caption": nullable({"type": "string"}), "columns": TEXTS, "rows": {"type": "array", "items": TEXTS}}
        return {"type": "object", "properties": parts, "required": list(parts)}

    def api_value(self, value: Any, rendering: Rendering) -> Json:
        return {
            "caption": value.caption or None,
            "columns": [column["heading"] for column in value.columns],
            "rows": [[str(cell.value or "") for cell in row] for row in value.rows],
        }
