"""Installations to send from: on PostgreSQL with Redis, and on SQLite without a broker."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import Any

import pytest

from tests import prepared_database, services
from tests.flows.delivery.database import copy_database
from tests.flows.delivery.installation import IMPATIENT, Installation, installed
from tests.services import Postgresql

Maker = Callable[..., AbstractContextManager[Installation]]


@pytest.fixture(scope="session")
def database_server() -> Iterator[Postgresql]:
    """One PostgreSQL server for all these tests."""
    services.require("initdb")
    with prepared_database.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def new_database(database_server: Postgresql) -> Callable[[str], str]:
    """Makes a migrated database and returns its address."""
    return partial(copy_database, database_server)


@pytest.fixture(scope="session")
def on_servers(
    database_server: Postgresql, new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Maker:
    """Makes installations on PostgreSQL and a Redis of their own, migrated and empty."""

    @contextmanager
    def make(name: str, delivery: Mapping[str, Any] = IMPATIENT) -> Iterator[Installation]:
        services.require("redis-server")
        with ExitStack() as stack:
            redis = stack.enter_context(services.redis_server())
            options = {"postgresql": database_server, "redis": redis, "delivery": delivery}
            yield stack.enter_context(installed(tmp_path_factory.mktemp(name), new_database(name), **options))

    return make


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes installations on SQLite without a broker, migrated and empty."""

    @contextmanager
    def make(name: str, **options: Any) -> Iterator[Installation]:
        folder = tmp_path_factory.mktemp(name)
        prepared_database.sqlite(folder / "meridian.sqlite3")
        with installed(folder, f"sqlite:///{folder}/meridian.sqlite3", delivery=IMPATIENT, **options) as installation:
            yield installation

    return make
