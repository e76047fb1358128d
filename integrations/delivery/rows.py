"""Many rows, each with values of its own, in one statement.

Django's own ways, `bulk_create` and `bulk_update`, handle each value of each row by itself, and the second asks by
primary key alone, so that it knows no fence: that took longer than all the rest of a batch. PostgreSQL is given all
rows as one JSON text.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection, models

from cms.publications.written import Statement, run_together

Model = type[models.Model]
Row = Mapping[str, Any]


def write(*kinds: Iterable[Statement]) -> list[set[int]]:
    """Write rows of several kinds, one kind after the other, in one round trip where that is possible.

    Args:
        kinds: what `updates` and `inserts` give.

    Returns:
        Of each kind the primary keys of the rows that were found.
    """
    statements = [[*kind] for kind in kinds]
    found = iter(run_together([*chain.from_iterable(statements)]))
    return [{pk for _ in kind for (pk,) in next(found)} for kind in statements]


def updates(
    model: Model, rows: Iterable[Row], *, match: Sequence[str] = ("pk",), empty: Sequence[str] = ()
) -> list[Statement]:
    """What writes the values of each row where all that identifies it fits; a statement for those with the same fields.

    Args:
        rows: values by field; expressions are not understood.
        match: the fields that identify a row; the others are written.
        empty: fields that are set to NULL.
    """
    alike = defaultdict[tuple[str, ...], list[Row]](list)
    for row in rows:
        alike[tuple(row)].append(row)
    return [
        (_update(model, names, tuple(match), tuple(empty), _many(several)), _given(model, names, several))
        for names, several in alike.items()
    ]


def inserts(model: Model, rows: Sequence[Row]) -> list[Statement]:
    """What inserts rows with the same fields; the model's defaults, once for all of them, fill the others."""
    names = tuple(rows[0])
    others = [one for one in model._meta.concrete_fields if not one.primary_key and one.name not in names]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    return [(_insert(model, names, _many(rows)), [*defaults, *_given(model, names, rows)])]


@cache
def _update(model: Model, names: Sequence[str], match: Sequence[str], empty: Sequence[str], many: int) -> str:
    table, pk = _table(model), _column(model, "pk")
    places = {name: f"given.column{at}" for at, name in enumerate(names, start=1)}
    written = [f"{_column(model, name)} = {places[name]}" for name in names if name not in match]
    written += [f"{_column(model, name)} = NULL" for name in empty]
    found = " AND ".join(f"{table}.{_column(model, name)} = {places[name]}" for name in match)
    return f"""
        UPDATE {table} SET {", ".join(written)} FROM {_source(model, names, many)} WHERE {found} RETURNING {table}.{pk}
    """  # noqa: S608 - names of our own columns


@cache
def _insert(model: Model, names: Sequence[str], many: int) -> str:
    own = [_field(model, name) for name in names]
    others = [one for one in model._meta.concrete_fields if not one.primary_key and one not in own]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*own, *others])
    chosen = ", ".join([f"given.column{at}" for at in range(1, len(own) + 1)] + [_typed(field) for field in others])
    return f"INSERT INTO {_table(model)} ({columns}) SELECT {chosen} FROM {_source(model, names, many)}"  # noqa: S608 - names of our own columns


def _many(rows: Sequence[Row]) -> int:
    """How many rows the SQL is for: PostgreSQL's is the same for any number."""
    return 1 if connection.vendor == "postgresql" else len(rows)


def _source(model: Model, names: Sequence[str], many: int) -> str:
    """A table `given` of the rows, with the columns `column1`, `column2` …"""
    if connection.vendor != "postgresql":
        one_row = f"({', '.join(['%s'] * len(names))})"
        return f"(VALUES {', '.join([one_row] * many)}) AS given"
    types = [_field(model, name).cast_db_type(connection) for name in names]
    columns = ", ".join(f"column{at} {kind}" for at, kind in enumerate(types, start=1))
    return f"json_to_recordset(%s::json) AS given({columns})"


def _given(model: Model, names: Sequence[str], rows: Sequence[Row]) -> list[Any]:
    """The parameters of that table."""
    if connection.vendor != "postgresql":
        fields = [(name, _field(model, name)) for name in names]
        return [field.get_db_prep_save(row[name], connection) for row in rows for name, field in fields]
    own = _prepared_by_themselves(model, names)
    plain = [
        {f"column{at}": own[name](row[name]) if name in own else row[name] for at, name in enumerate(names, start=1)}
        for row in rows
    ]
    return [json.dumps(plain, default=_as_text)]


@cache
def _prepared_by_themselves(model: Model, names: Sequence[str]) -> Mapping[str, Any]:
    """Of the fields that are not Django's what makes a value ready for the database: it may be encrypted."""
    fields = {name: _field(model, name) for name in names}
    return {
        name: field.get_prep_value
        for name, field in fields.items()
        if not type(field).__module__.startswith("django.db.models.")
    }


def _typed(field: Any) -> str:
    return f"CAST(%s AS {field.cast_db_type(connection)})" if connection.vendor == "postgresql" else "%s"


def _as_text(value: Any) -> str:
    """What JSON has no form for, as PostgreSQL reads it."""
    if isinstance(value, bytes | memoryview):
        return rf"\x{bytes(value).hex()}"
    return str(value)


def _table(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: Model, name: str) -> str:
    return connection.ops.quote_name(_field(model, name).column)


def _field(model: Model, name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
