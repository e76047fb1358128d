"""Keys of rows inside fields, wherever they stand: foreign keys, choosers in blocks, links in rich text.

The same walk leads out, from primary keys to references, and in again, from references to primary keys.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any, Protocol

from django.db.models import Model
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import extract_attrs

from cms.transfer.archive.markup import foreign_markup

TAG = re.compile(r"<(a|embed)\b[^>]*>")
ID = re.compile(r'\sid="[^"]*"')
NOBODY = 0
"""The primary key in links to what is gone; Wagtail expects one in each, as it stays there after a deletion."""


class Translator(Protocol):
    """What keys become, and who hears of parts that nothing here knows."""

    def key(self, model: type[Model], value: Any) -> Any | None:
        """The same row as the other side names it; None when it is not there."""

    def unknown(self, what: str) -> None:
        """A field or block that no model here has, which is left out, or markup that no editor writes."""


def in_html(html: str, translator: Translator) -> str:
    """Stored rich text with its links and pictures translated; not another byte changes."""
    for what in foreign_markup(html):
        translator.unknown(f"markup {what}")
    return TAG.sub(lambda tag: _in_tag(tag[0], tag[1], translator), html)


def _in_tag(tag: str, name: str, translator: Translator) -> str:
    attrs = extract_attrs(tag)
    handlers = features.get_link_types() if name == "a" else features.get_embed_types()
    handler = handlers.get(attrs.get("linktype" if name == "a" else "embedtype"))
    if handler is None or "id" not in attrs:
        return tag
    key = translator.key(handler.get_model(), attrs["id"])
    return ID.sub(f' id="{escape(str(key or NOBODY))}"', tag)


def in_block(block: blocks.Block, value: Any, translator: Translator) -> Any:
    """A block's stored value, translated."""
    if isinstance(block, blocks.ChooserBlock):
        return None if value is None else translator.key(block.model_class, value)
    if isinstance(block, blocks.RichTextBlock):
        return in_html(value or "", translator)
    for kind, walk in WALKS.items():
        if isinstance(block, kind) and value is not None:
            return walk(block, value, translator)
    return value


def _in_stream(block: Any, value: list[Any], translator: Translator) -> list[Any]:
    known = [part for part in value if _knows(block, part["type"], translator)]
    return [{**part, "value": in_block(block.child_blocks[part["type"]], part["value"], translator)} for part in known]


def _in_struct(block: Any, value: dict[str, Any], translator: Translator) -> dict[str, Any]:
    known = {name: part for name, part in value.items() if _knows(block, name, translator)}
    return {name: in_block(block.child_blocks[name], part, translator) for name, part in known.items()}


def _in_list(block: Any, value: list[Any], translator: Translator) -> list[Any]:
    """A list's members, without those that choose something that is not there."""
    translated = [(part, _in_member(block.child_block, part, translator)) for part in value]
    choosing = isinstance(block.child_block, blocks.ChooserBlock)
    return [after for _before, after in translated if not choosing or _bare(after) is not None]


def _in_member(block: blocks.Block, member: Any, translator: Translator) -> Any:
    value = in_block(block, _bare(member), translator)
    return {**member, "value": value} if _is_wrapped(member) else value


def _bare(member: Any) -> Any:
    return member["value"] if _is_wrapped(member) else member


def _is_wrapped(member: Any) -> bool:
    """Whether a member has a type and an id beside its value; older ones are bare (Wagtail's RFC 65)."""
    return isinstance(member, dict) and member.get("type") == "item" and {"id", "value"} <= member.keys()


def _in_table(block: Any, value: dict[str, Any], translator: Translator) -> dict[str, Any]:
    columns = [block.child_blocks[column["type"]] for column in value["columns"]]
    rows = [
        {**row, "values": [in_block(*cell, translator) for cell in zip(columns, row["values"], strict=True)]}
        for row in value["rows"]
    ]
    return {**value, "rows": rows}


def _knows(block: Any, name: str, translator: Translator) -> bool:
    if name not in block.child_blocks:
        translator.unknown(f"block “{name}” of {type(block).__name__}")
    return name in block.child_blocks


WALKS: dict[type[blocks.Block], Callable[[Any, Any, Translator], Any]] = {
    blocks.BaseStreamBlock: _in_stream,
    blocks.BaseStructBlock: _in_struct,
    blocks.ListBlock: _in_list,
    BaseTypedTableBlock: _in_table,
}
