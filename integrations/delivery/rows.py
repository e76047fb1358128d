"""Many rows, each with values of its own, in one statement.

Django's own ways, `bulk_create` and `bulk_update`, handle each value of each row by itself, and the second asks by
primary key alone, so that it knows no fence: that took longer than all the rest of a batch. PostgreSQL is given all
rows as one JSON text.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

Rows = Sequence[Mapping[str, Any]]


def update_each(
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    *,
    match: Sequence[str] = ("pk",),
    empty: Sequence[str] = (),
) -> set[int]:
    """Write the values of each row where all that identifies it fits; one statement for those with the same fields.

    Args:
        rows: values by field; expressions are not understood.
        match: the fields that identify a row; the others are written.
        empty: fields that are set to NULL.

    Returns:
        The primary keys of the rows that were found.
    """
    alike = defaultdict[tuple[str, ...], list[Mapping[str, Any]]](list)
    for row in rows:
        alike[tuple(row)].append(row)
    return {pk for several in alike.values() for pk in _update(model, several, match, empty)}


def insert_each(model: type[models.Model], rows: Rows) -> None:
    """Insert rows with the same fields; the model's defaults fill the others."""
    own = {name: _field(model, name) for name in rows[0]}
    others = [one for one in model._meta.concrete_fields if not one.primary_key and one.name not in own]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*own.values(), *others])
    given, values = _given(own, rows)
    chosen = ", ".join([f"given.column{at}" for at in range(1, len(own) + 1)] + [_typed(field) for field in others])
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    sql = f"INSERT INTO {_table(model)} ({columns}) SELECT {chosen} FROM {given}"  # noqa: S608 - names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(sql, [*defaults, *values])


def _update(model: type[models.Model], rows: Rows, match: Sequence[str], empty: Sequence[str]) -> list[int]:
    fields = {name: _field(model, name) for name in rows[0]}
    table, pk = _table(model), connection.ops.quote_name(_field(model, "pk").column)
    columns = {name: connection.ops.quote_name(field.column) for name, field in fields.items()}
    places = {name: f"given.column{at}" for at, name in enumerate(fields, start=1)}
    given, values = _given(fields, rows)
    written = [f"{columns[name]} = {places[name]}" for name in fields if name not in match]
    written += [f"{connection.ops.quote_name(_field(model, name).column)} = NULL" for name in empty]
    sql = f"""
        UPDATE {table} SET {", ".join(written)}
        FROM {given} WHERE {" AND ".join(f"{table}.{columns[name]} = {places[name]}" for name in match)}
        RETURNING {table}.{pk}
    """  # noqa: S608 - names of our own columns
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [found for (found,) in cursor.fetchall()]


def _given(fields: Mapping[str, Any], rows: Rows) -> tuple[str, list[Any]]:
    """A table `given` of the rows, with the columns `column1`, `column2` …, and the parameters that it needs."""
    if connection.vendor == "postgresql":
        own = {name: field.get_prep_value for name, field in fields.items() if not _is_djangos(field)}
        plain = [[own[name](row[name]) if name in own else row[name] for name in fields] for row in rows]
        return _given_as_json(list(fields.values()), plain)
    values = [field.get_db_prep_save(row[name], connection) for row in rows for name, field in fields.items()]
    one_row = f"({', '.join(['%s'] * len(fields))})"
    return f"(VALUES {', '.join([one_row] * len(rows))}) AS given", values


def _given_as_json(fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    names = [f"column{at}" for at in range(1, len(fields) + 1)]
    types = [field.cast_db_type(connection) for field in fields]
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(names, types, strict=True))
    text = json.dumps([dict(zip(names, row, strict=True)) for row in rows], default=_as_text)
    return f"json_to_recordset(%s::json) AS given({columns})", [text]


def _typed(field: Any) -> str:
    return f"CAST(%s AS {field.cast_db_type(connection)})" if connection.vendor == "postgresql" else "%s"


def _is_djangos(field: Any) -> bool:
    """Whether its values are what stands in the database: others may encrypt them."""
    return type(field).__module__.startswith("django.db.models.")


def _as_text(value: Any) -> str:
    """What JSON has no form for, as PostgreSQL reads it."""
    if isinstance(value, bytes | memoryview):
        return rf"\x{bytes(value).hex()}"
    return str(value)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
