"""Keyset paging: a page begins after a row, not after a number of rows, so page 5,000 costs what page 1 costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.api.cursors import InvalidCursor, seal, unseal
from cms.api.parameters import TEXT, Parameter, one_of, text, whole_number
from cms.publications.models import Document
from cms.publications.ranges import Order, Ranges

DEFAULT_LIMIT, MAX_LIMIT = 20, 100

LIMIT = Parameter(
    name="limit",
    help="How many at once.",
    schema={"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    read=whole_number(1, MAX_LIMIT),
    default=DEFAULT_LIMIT,
)
CURSOR = Parameter(
    name="cursor",
    help="Where to go on: taken from `next` or `previous` of the same list, as it is.",
    schema=TEXT,
    read=text,
)


ORDERS = {
    name: Order.named(name) for column in ("published_at", "updated_at", "title") for name in (column, f"-{column}")
}
STEPS = (
    LIMIT,
    CURSOR,
)
PAGING = (
    *STEPS,
    Parameter(
        name="order",
        help="What comes first; a minus sign reverses it.",
        schema={"type": "string", "enum": sorted(ORDERS), "default": "-published_at"},
        read=one_of(ORDERS),
        default="-published_at",
    ),
    Parameter(
        name="count",
        help="`exact` counts the whole list, which costs time; otherwise nothing is counted.",
        schema={"type": "string", "enum": ["exact"]},
        read=one_of(["exact"]),
    ),
)


@dataclass(frozen=True)
class Page:
    """One page of a list; `next` and `previous` are cursors, None at the ends."""

    rows: list[Document]
    next: str | None
    previous: str | None


def page_of(ranges: Ranges, asked: Mapping[str, Any], purpose: str) -> Page:
    """The page that `limit`, `cursor` and `order` ask for, in one query.

    Args:
        ranges: the whole list.
        asked: the values of `PAGING`.
        purpose: what the list is; a cursor opens only for the same purpose and order.

    Raises:
        InvalidCursor: the cursor is not one of this list.
    """
    order, limit = ORDERS[asked["order"]], asked["limit"]
    purpose = f"{purpose} {asked['order']}"
    backwards, position = position_in(purpose, asked["cursor"])
    towards = order.reverse if backwards else order
    found = list(ranges.first(limit + 1, towards, position))
    more, rows = len(found) > limit, found[:limit]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(rows), more) if backwards else (more, bool(position and rows))
    return Page(
        rows,
        cursor_at(purpose, rows[-1], order, backwards=False) if has_next else None,
        cursor_at(purpose, rows[0], order, backwards=True) if has_previous else None,
    )


def position_in(purpose: str, cursor: str | None) -> tuple[bool, tuple[Any, int] | None]:
    """Whether a cursor leads backwards, and the value and key of the row that it goes on from; None: the beginning.

    Raises:
        InvalidCursor: it was not made for this purpose.
    """
    if cursor is None:
        return False, None
    try:
        backwards, value, pk = unseal(purpose, cursor)
    except TypeError as error:
        raise InvalidCursor from error
    return backwards, (value, pk)


def cursor_at(purpose: str, row: Any, order: Order, *, backwards: bool) -> str:
    """The cursor that goes on beyond a row that has the order's column."""
    value = getattr(row, order.column)
    return seal(purpose, [backwards, value if isinstance(value, str) else value.isoformat(), row.pk])
