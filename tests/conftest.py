"""Fixtures that several rooms share."""

from collections.abc import Iterator

import pytest

from tests import services


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    return services.require("chromium")


@pytest.fixture
def postgresql() -> Iterator[services.Postgresql]:
    """A PostgreSQL server of the test's own."""
    services.require("initdb")
    with services.postgresql() as server:
        yield server


@pytest.fixture
def redis_server() -> Iterator[services.RedisServer]:
    """A Redis server of the test's own."""
    services.require("redis-server")
    with services.redis_server() as server:
        yield server
