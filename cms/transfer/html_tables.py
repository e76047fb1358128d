"""Tables of data; those that only lay a page out are none."""

from typing import Any

from bs4 import Tag

from cms.transfer.html_left_out import attribute
from cms.transfer.html_text import elements, is_text, visible_text

Notes = list[tuple[str, str]]
Grid = list[list[str]]

MOST_COLUMNS = 50
MOST_CELLS = 20_000
NOT_IN_A_CELL = elements("table img h1 h2 h3 h4 h5 h6 ul ol dl figure blockquote pre details")


class NotATable(Exception):
    """It lays out text, or is too wild; says why."""


def table_value(table: Tag) -> tuple[dict[str, Any], Notes]:
    """A table as our block stores it, and what could not be kept, each with its text.

    Raises:
        NotATable: it would not be a table of texts with a name for each column.
    """
    if attribute(table, "role") == "presentation" or table.find(NOT_IN_A_CELL):
        raise NotATable("its cells hold more than text")
    rows = [_cells(row) for row in table.find_all("tr")]
    captions = table.find_all("caption")
    notes = _outside(table, [*captions, *(cell for row in rows for cell in row)])
    grid = _grid(rows)
    if any(_span(cell, "colspan") + _span(cell, "rowspan") > 2 for row in rows for cell in row):
        notes.append(("had cells over several columns or rows: look where their text stands now", ""))
    has_head = len(rows) > 1 and all(cell.name == "th" for cell in rows[0])
    head, texts = (grid[0], grid[1:]) if has_head else ([""] * len(grid[0]), grid)
    if not has_head:
        notes.append(("names no columns: write their names before you publish", ""))
    columns = [{"type": "text", "heading": heading} for heading in head]
    return {"caption": visible_text(*captions), "columns": columns, "rows": [{"values": row} for row in texts]}, notes


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _span(cell: Tag, name: str) -> int:
    """How many columns or rows a cell takes."""
    given = attribute(cell, name)
    return min(max(int(given), 1), MOST_CELLS) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _grid(rows: list[list[Tag]]) -> Grid:
    """The texts by row and column; a cell over several is filled in the first and empty in the others."""
    filled: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in filled:
                x += 1
            below = min(_span(cell, "rowspan"), len(rows) - y)
            _insist_on_size(x + _span(cell, "colspan"), len(filled) + _span(cell, "colspan") * below)
            filled |= {(y + down, x + right): "" for down in range(below) for right in range(_span(cell, "colspan"))}
            filled[y, x] = visible_text(cell)
    width = max((x for _, x in filled), default=-1) + 1
    if width < 2 or len(rows) < 2:
        raise NotATable("it has one row or one column")
    return [[filled.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def _insist_on_size(columns: int, cells: int) -> None:
    if columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise NotATable("it is too large")


def _outside(table: Tag, inside: list[Tag]) -> Notes:
    """Text that stands in no cell."""
    known = {id(tag) for tag in inside}
    strays = [
        text
        for text in table.find_all(string=True)
        if is_text(text) and text.strip() and not any(id(parent) in known for parent in text.parents)
    ]
    return [("stood in the table outside its cells", visible_text(*strays))] if strays else []
