"""Fixtures that several rooms share."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests import services
from tests.prepared_database import Prepared

hypothesis.settings.register_profile("meridian", deadline=None)  # a slow machine is no counterexample
hypothesis.settings.load_profile("meridian")


@pytest.fixture(scope="session")
def prepared(pytestconfig: pytest.Config) -> Prepared | None:
    """The kept SQLite database; None on PostgreSQL, whose servers live as long as their run."""
    return Prepared(pytestconfig.cache.mkdir("database")) if connection.vendor == "sqlite" else None


@pytest.fixture(scope="session")
def django_db_keepdb(prepared: Prepared | None) -> bool:
    """Take up the copied database instead of making one; the run's folder is removed with it."""
    return prepared is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, prepared: Prepared | None) -> None:
    if prepared:
        prepared.copy_to(settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, prepared: Prepared | None) -> None:
    if prepared:
        with django_db_blocker.unblock():
            prepared.keep()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """What one test caches is unknown to the next."""
    yield
    cache.clear()


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
