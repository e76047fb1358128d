"""Queries whose SQL is written once: writing it takes Django longer than it takes a database to answer."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

T = TypeVar("T")

MOMENT = datetime(1, 1, 1, tzinfo=UTC)  # stands for the moment that will be asked about


class Written:
    """A query that is asked again and again, each time with other values in the place of stand-ins.

    Args:
        query: of `values_list`, made with the stand-ins; only columns that a database gives as they are.
        stand_ins: each must be unlike every other value in the query; it may stand there several times.
    """

    def __init__(self, query: QuerySet[Any, Any], *stand_ins: Any) -> None:
        self._sql, values = query.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        adapted = [_adapted(one) for one in stand_ins]
        self._values = [(value, adapted.index(value) if value in adapted else None) for value in values]

    def ask(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows, given a value for each stand-in."""
        given = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [value if place is None else given[place] for value, place in self._values])
            return cursor.fetchall()


def numbers(count: int) -> Sequence[int]:
    """Stand-ins for so many primary keys."""
    return range(-1, -count - 1, -1)


def uuids(count: int) -> Sequence[UUID]:
    """Stand-ins for so many UUIDs."""
    return [UUID(int=number) for number in range(count)]


def padded(values: Iterable[T]) -> list[T]:
    """Values, one of them repeated until there are 0, 1, 2, 4, 8 …: so that few numbers of stand-ins are needed."""
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found) if found else 0)


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
