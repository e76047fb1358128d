"""A Meridian with the demonstration, and the example site built from it: once for all these tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests import prepared_database
from tests.examples.site.building import EXAMPLE, Site, copied, followed
from tests.flows.delivery.installation import Installation, installed
from tests.foreign import REQUIREMENTS, foreign_packages
from tests.services import NEVER, wait_until


@pytest.fixture(scope="session")
def meridian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the demonstration that answers."""
    folder = tmp_path_factory.mktemp("meridian")
    prepared_database.sqlite(folder / "meridian.sqlite3")
    database, settings = f"sqlite:///{folder}/meridian.sqlite3", "tests.examples.site.settings"
    with installed(folder, database, settings_module=settings) as installation:
        installation.manage("load_demo")
        installation.start_web()
        wait_until(lambda: answers(installation), "Meridian's start")
        yield installation


def answers(installation: Installation) -> bool:
    try:
        return requests.get(f"{installation.address}/api/v1/", timeout=NEVER).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="session")
def packages(pytestconfig: pytest.Config) -> Path:
    """The example's own npm packages."""
    return foreign_packages(EXAMPLE, pytestconfig.cache.mkdir("example-site"))


@pytest.fixture(scope="session")
def tools(pytestconfig: pytest.Config) -> Path:
    """What judges pages: axe-core and html-validate."""
    return foreign_packages(REQUIREMENTS / "pages", pytestconfig.cache.mkdir("pages")) / "node_modules"


@pytest.fixture(scope="session")
def copies(meridian: Installation, packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """Makes copies of the example."""
    api = f"{meridian.address}/api/v1/"
    return lambda: copied(packages, tmp_path_factory.mktemp("example") / "site", api)


@pytest.fixture(scope="session")
def site(copies: Callable[[], Site]) -> Iterator[Site]:
    """The site, built, served and following what changes."""
    found = copies()
    with followed(found):
        yield found
