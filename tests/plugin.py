"""Which database the tests run on: `--database=sqlite` (the default) or a private PostgreSQL server.

Loaded by `addopts` before pytest-django reads the settings, because settings are made of the environment.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.prepared_database import postgresql
from tests.services import find

OWN_SERVICES = ("postgresql", "redis", "browser")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
stack = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what the tests run on")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Prepare the environment before the settings are read: once in the controller, a folder in each worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["MERIDIAN_DATA_DIR"] = str(Path(os.environ["MERIDIAN_DATA_DIR"]) / worker)
    else:
        start_services(early_config.known_args_namespace.database)
    Path(os.environ["MERIDIAN_DATA_DIR"]).mkdir(exist_ok=True)
    yield


def start_services(database: str) -> None:
    """Give the run a data folder and a database, and its processes no other installation's address."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    folder = tempfile.TemporaryDirectory(prefix="meridian-tests-", ignore_cleanup_errors=True)
    os.environ["MERIDIAN_DATA_DIR"] = stack.enter_context(folder)
    if database == "postgresql":
        if not find("initdb") and os.environ.get("CI") != "true":
            print("PostgreSQL is not installed: the run of the tests on it is skipped")
            sys.exit(0)
        os.environ["DATABASE_URL"] = stack.enter_context(postgresql()).url


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test runs where it says something: on one database, or on both. What is slow begins first, so that no worker
    is left alone with it at the end; but for that, the order stays random.
    """
    database = config.getoption("database")
    elsewhere = [item for item in items if not belongs(item, database)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if belongs(item, database)]
    slow = {group_of(item) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: group_of(item) not in slow)


def group_of(item: pytest.Item) -> str:
    """What one worker runs in one go."""
    group = item.get_closest_marker("xdist_group")
    return str(group.args[0]) if group else item.nodeid


def belongs(item: pytest.Item, database: str) -> bool:
    """Whether a test is one of the run on a database.

    Those that start services of their own, or ask no database, do not depend on it: the run on SQLite has them.
    """
    only = item.get_closest_marker("only_on")
    if only:
        return database in only.args
    return database == "sqlite" or (asks_database(item) and not brings_services(item))


def asks_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    if isinstance(item, pytest.Function) and item.cls and issubclass(item.cls, TransactionTestCase):
        return True
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def brings_services(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in OWN_SERVICES)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    stack.close()
