"""StreamFields, from the way the data writes them to the way Wagtail stores them."""

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.core.blocks import ImageBlock
from cms.demo.shelf import Shelf
from cms.demo.source import Table, read


def stored(block: Any, value: Any, shelf: Shelf, name: str) -> Any:
    """A block's value as Wagtail stores it.

    Args:
        block: the definition.
        value: as the data has it: rows are named, pictures are drawings, each member of a stream is a table of one.
        shelf: what has been loaded.
        name: for the files of pictures.
    """
    match block:
        case blocks.StreamBlock():
            members = [_named(member) for member in value]
            parts = [(kind, stored(block.child_blocks[kind], part, shelf, name)) for kind, part in members]
            return [{"type": kind, "value": part} for kind, part in parts]
        case ImageBlock():
            image = shelf.picture(name, value, shared=False)
            return {"image": image.pk, "alt": value["alt"], "caption": value.get("caption", "")}
        case blocks.StructBlock():
            return {key: stored(block.child_blocks[key], part, shelf, name) for key, part in value.items()}
        case blocks.ListBlock():
            return [stored(block.child_block, part, shelf, name) for part in value]
        case TypedTableBlock():
            return _table(value)
        case blocks.ChooserBlock():
            return shelf.find(block.model_class, value).pk
        case _:
            return shelf.text(value) if isinstance(value, str) else value


def _named(member: Table) -> tuple[str, Any]:
    """The kind and the value of a stream's member; one that several pages share stands in a file of its own."""
    ((kind, value),) = member.items()
    return _named(read("shared")[value]) if kind == "shared" else (kind, value)


def _table(table: Table) -> Table:
    return {
        "caption": table["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in table["columns"]],
        "rows": [{"values": row} for row in table["rows"]],
    }
