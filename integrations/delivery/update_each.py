"""Many rows, each with values of its own, in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

TEXTS = ("CharField", "TextField")


def update_each(
    model: type[models.Model], rows: Iterable[Mapping[str, Any]], *, match: Sequence[str] = ("pk",)
) -> set[int]:
    """Write the values of each row where all that identifies it fits; one statement for those with the same fields.

    `bulk_update` asks by primary key alone, so that it knows no fence, and writes a case for every row and field: that
    takes Django longer than all the rest of a batch.

    Args:
        rows: values by field; expressions are not understood.
        match: the fields that identify a row; the others are written.

    Returns:
        The primary keys of the rows that were found.
    """
    alike = defaultdict[tuple[str, ...], list[Mapping[str, Any]]](list)
    for row in rows:
        alike[tuple(row)].append(row)
    return {pk for several in alike.values() for pk in _update(model, several, match)}


def _update(model: type[models.Model], rows: Sequence[Mapping[str, Any]], match: Sequence[str]) -> list[int]:
    fields: dict[str, Any] = {name: _field(model, name) for name in rows[0]}
    columns = {name: connection.ops.quote_name(field.column) for name, field in fields.items()}
    given = {name: _typed(field, f"given.column{at}") for at, (name, field) in enumerate(fields.items(), start=1)}
    table, pk = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(_field(model, "pk").column)
    one_row = f"({', '.join(['%s'] * len(fields))})"
    # All that is put together here are names of our own columns.
    sql = f"""
        UPDATE {table} SET {", ".join(f"{columns[name]} = {given[name]}" for name in fields if name not in match)}
        FROM (VALUES {", ".join([one_row] * len(rows))}) AS given
        WHERE {" AND ".join(f"{table}.{columns[name]} = {given[name]}" for name in match)} RETURNING {table}.{pk}
    """  # noqa: S608 - see above
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [field.get_db_prep_save(row[name], connection) for row in rows for name, field in fields.items()]
        )
        return [found for (found,) in cursor.fetchall()]


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _typed(field: Any, given: str) -> str:
    """PostgreSQL takes a list of values for texts; SQLite takes them as they come, and a cast would change them."""
    if not connection.features.requires_casted_case_in_updates or field.get_internal_type() in TEXTS:
        return given
    return f"CAST({given} AS {field.cast_db_type(connection)})"
