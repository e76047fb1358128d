"""The database of an installation, read from outside in plain SQL, past the code under test."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from tests.prepared_database import MIGRATED
from tests.services import NEVER, Postgresql


class Database:
    """A PostgreSQL or SQLite database; each question has a connection of its own, for the server may come and go."""

    def __init__(self, url: str) -> None:
        self.url = url

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return list(connection.execute(query).fetchall())

    def value(self, query: str) -> Any:
        """The one value that a query gives."""
        [(value,)] = self.rows(query)
        return value

    def write(self, statement: str) -> None:
        with self._connection() as connection:
            connection.execute(statement)
            connection.commit()

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        if self.url.startswith("sqlite:///"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=NEVER)) as connection:
                yield connection
        else:
            with psycopg.connect(self.url) as connection:
                yield connection


def copy_database(server: Postgresql, name: str) -> str:
    """Make a database that is migrated and empty; returns its address."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
        # PostgreSQL copies sequences with numbers that it takes for logged: without this a crash sets them back.
        connection.execute("CHECKPOINT")
    return server.url_of(name)
