"""A look-up whose SQL is written once: to write it takes Django longer than a database takes to answer it."""

from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.utils import create_namedtuple_class

BLANK = UUID(int=0)


class ByUid:
    """The rows of a query with one uid, asked as often as needed.

    Args:
        query: narrowed by everything else; of `values_list`.
    """

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self.uid = query.model._meta.get_field("uid")
        self.compiler = query.filter(uid=BLANK).query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.values = self.compiler.as_sql()
        self.row = create_namedtuple_class(*query.query.values_select)

    def find(self, uid: UUID) -> list[Any]:
        """The rows, with the query's columns as attributes."""
        blank, asked = (self.uid.get_db_prep_value(value, connection) for value in (BLANK, uid))
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [asked if value == blank else value for value in self.values])
            found = cursor.fetchall()
        return [self.row._make(row) for row in self.compiler.results_iter([found])]
