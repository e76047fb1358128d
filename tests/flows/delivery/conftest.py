"""Installations to send from: on PostgreSQL with Redis, and on SQLite without a broker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import psycopg
import pytest

from tests import services
from tests.flows.delivery.installation import IMPATIENT, Installation, installed
from tests.prepared_database import Prepared
from tests.services import Postgresql

Maker = Callable[..., AbstractContextManager[Installation]]


@pytest.fixture(scope="session")
def database_server() -> Iterator[Postgresql]:
    """One PostgreSQL server for all these tests."""
    services.require("initdb")
    with services.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def new_database(database_server: Postgresql, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Makes a migrated database and returns its address; the migrations are applied once."""
    server, _, _ = database_server.url.rpartition("/")

    def create(name: str, template: str) -> str:
        with psycopg.connect(database_server.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            # PostgreSQL copies sequences with numbers that it takes for logged: without this a crash sets them back.
            connection.execute("CHECKPOINT")
        return f"{server}/{name}"

    with installed(tmp_path_factory.mktemp("migrating"), create("migrated", "template0")) as installation:
        installation.manage("migrate", "-v0")
    return lambda name: create(name, "migrated")


@pytest.fixture(scope="session")
def on_servers(
    database_server: Postgresql, new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Maker:
    """Makes installations on PostgreSQL and a Redis of their own, migrated and empty."""

    @contextmanager
    def make(name: str) -> Iterator[Installation]:
        services.require("redis-server")
        with ExitStack() as stack:
            redis = stack.enter_context(services.redis_server())
            options = {"postgresql": database_server, "redis": redis, "delivery": IMPATIENT}
            yield stack.enter_context(installed(tmp_path_factory.mktemp(name), new_database(name), **options))

    return make


@pytest.fixture(scope="session")
def on_sqlite(prepared: Prepared | None, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes installations on SQLite without a broker, migrated and empty."""
    assert prepared, "mark the test only_on('sqlite')"

    @contextmanager
    def make(name: str, **options: Any) -> Iterator[Installation]:
        folder = tmp_path_factory.mktemp(name)
        prepared.copy_to(str(folder / "meridian.sqlite3"))
        with installed(folder, f"sqlite:///{folder}/meridian.sqlite3", delivery=IMPATIENT, **options) as installation:
            installation.manage("migrate", "-v0")
            yield installation

    return make
