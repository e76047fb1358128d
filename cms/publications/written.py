"""Queries whose SQL is written once: writing it takes Django longer than it takes a database to answer."""

import json
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import Field, Lookup, QuerySet
from django.db.models.base import ModelState
from django.db.models.utils import create_namedtuple_class

M = TypeVar("M", bound=models.Model)
Statement = tuple[str, Sequence[Any]]  # SQL and its parameters

# What stands for that which will be asked about.
MOMENT = datetime(1, 1, 1, tzinfo=UTC)
ONE = UUID(int=0)
KEY = -1  # a primary key
MANY, MORE = object(), object()  # for lists, with the look-up `among`
SHORT = 256  # characters of JSON


class Written:
    """A query that is asked again and again, each time with other values in the place of stand-ins.

    Args:
        query: of `values_list`, made with the stand-ins.
        stand_ins: each must be unlike every other value in the query; it may stand there several times.
    """

    def __init__(self, query: QuerySet[Any, Any], *stand_ins: Any) -> None:
        self._adapt = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
        self._compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, values = self._compiler.as_sql()
        self._converters = _quicker(self._compiler.get_converters([column for column, *_ in self._compiler.select]))
        self._row = create_namedtuple_class(*query.query.values_select, *query.query.annotation_select)
        self._names = self._row._fields
        adapted = [self._adapt(one) for one in stand_ins]
        self._values = [(value, adapted.index(value) if value in adapted else None) for value in values]

    def ask(self, *values: Any) -> list[Any]:
        """The rows, with the query's columns as attributes, given a value for each stand-in."""
        [rows] = ask_together((self, *values))
        return rows

    def about(self, values: Sequence[Any]) -> Statement:
        """The SQL, given a value for each stand-in."""
        given = [self._adapt(value) for value in values]
        return self._sql, [value if place is None else given[place] for value, place in self._values]

    def named(self, found: list[Any]) -> list[Any]:
        """What the database has answered, as `ask` returns it."""
        rows = self._compiler.apply_converters(found, self._converters) if self._converters else found
        return [self._row._make(row) for row in rows]

    def load(self, model: type[M], *values: Any) -> list[M]:
        """The same as instances, where the columns are those of `columns_of`."""
        return self.instances(model, self.ask(*values))

    def instances(self, model: type[M], rows: list[Any]) -> list[M]:
        """Rows as instances, with what a query has besides their columns as attributes.

        Neither `from_db` nor `__init__` is called: they set each field by itself, which takes longer than the rest.
        """
        return [self._instance(model, row) for row in rows]

    def _instance(self, model: type[M], row: Any) -> M:
        instance = model.__new__(model)
        instance._state = ModelState()
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
        vars(instance).update(zip(self._names, row, strict=True))
        return instance


def ask_together(*questions: tuple[Any, ...]) -> list[list[Any]]:
    """The answers to several questions, each a `Written` and its values, in one round trip where that is possible."""
    found = run_together([query.about(values) for query, *values in questions])
    return [query.named(rows) for (query, *_), rows in zip(questions, found, strict=True)]


def run_together(statements: Sequence[Statement]) -> list[list[Any]]:
    """The rows of several statements, of which each sees what those before it have done.

    PostgreSQL is sent all of them at once: to send one takes Python longer than what many of them take PostgreSQL.
    """
    if not statements:
        return []
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return [_rows(cursor, *statement) for statement in statements]
        sqls, values = zip(*statements, strict=True)
        found = [_rows(cursor, "; ".join(sqls), [*chain.from_iterable(values)])]
        while cursor.nextset():
            found.append(_found(cursor))
        return found


def _rows(cursor: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    cursor.execute(sql, values)
    return _found(cursor)


def _found(cursor: Any) -> list[Any]:
    return cursor.fetchall() if cursor.description else []


def columns_of(model: type[models.Model], but: Collection[str] = ()) -> list[str]:
    """The columns of instances; those left out are read when they are asked for."""
    return [field.attname for field in model._meta.concrete_fields if field.attname not in but]


@Field.register_lookup
class Among(Lookup):
    """`among`: what `in` asks, with the whole list as one parameter, so that the SQL is the same for every length."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, values = self.process_lhs(compiler, connection)
        values = (*values, self.rhs)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s::{self.lhs.output_field.rel_db_type(connection)}[])", values
        return f"{column} IN (SELECT value FROM json_each(%s))", values  # noqa: S608 - the name of our own column


def _quicker(converters: dict[int, Any]) -> dict[int, Any]:
    """The same, but for short JSON, of which the same few texts are read again and again."""
    return {
        at: ([_read_json], column) if type(column.output_field) is models.JSONField else (functions, column)
        for at, (functions, column) in converters.items()
    }


def _read_json(text: str | None, _column: Any, _connection: Any) -> Any:
    if text is None:
        return None
    return _remembered(text) if len(text) <= SHORT else json.loads(text)


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Any:
    """What is read is shared by all who read it, so that nobody may change it."""
    return json.loads(text)


def _for_postgresql(value: Any) -> Any:
    """A value as PostgreSQL takes it: a list for anything that holds several."""
    return list(value) if isinstance(value, AbstractSet) else value


def _for_sqlite(value: Any) -> Any:
    """A value as SQLite takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return json.dumps([_for_sqlite(one) for one in value])
    return value
