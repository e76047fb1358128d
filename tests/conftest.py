"""Fixtures that several rooms share."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import prepared_database, services
from tests.emptying import Beginning

hypothesis.settings.register_profile("meridian", deadline=None)  # a slow machine is no counterexample
hypothesis.settings.load_profile("meridian")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take up the copy of the prepared SQLite database instead of making one; the run's folder is removed with it."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin with a migrated database: Django applies what is missing, which is nothing."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        prepared_database.sqlite(Path(test["NAME"]))
    else:
        test["TEMPLATE"] = prepared_database.MIGRATED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Beginning]:
    """Take back what a test commits in our own way instead of Django's, which is slow and takes too much."""
    with django_db_blocker.unblock():
        beginning = Beginning()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: beginning.restore())
        yield beginning


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
