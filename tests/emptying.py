"""Taking back what a test has committed.

Django's flush empties every table and announces every model anew, which takes a second, and it takes what the
migrations have made as well. Here few tables have rows, and all of them are to be as they were.
"""

from typing import Any

from django.db import connection, transaction

Rows = list[tuple[Any, ...]]


class Beginning:
    """Every row that the migrations have made."""

    def __init__(self) -> None:
        self.tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        self.rows = {table: self._all(table) for table in self._filled()}

    def restore(self) -> None:
        """Make the tables what they were; constraints between them are judged at the end of the transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self._filled():
                cursor.execute(f"DELETE FROM {quoted(table)}")
            for table, rows in self.rows.items():
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {quoted(table)} VALUES ({places})", rows)

    def _filled(self) -> list[str]:
        """The tables that have rows."""
        asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})" for table in self.tables)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked))
            return [table for (table,) in cursor.fetchall()]

    def _all(self, table: str) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quoted(table)}")
            return list(cursor.fetchall())


def quoted(table: str) -> str:
    return str(connection.ops.quote_name(table))
