"""`manage.py up` on an empty data folder, as a newcomer runs it."""

import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from cms.loopback import answers
from tests.ops.programs import eventually_gone, processes_with, run, running
from tests.services import free_port, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400), pytest.mark.xdist_group("up")]
UP = [sys.executable, "manage.py", "up"]
# A destination's other columns are the worker's: how far it has read, when it was served.
CONTENT = {
    "wagtailcore_page": "*",
    "wagtailcore_revision": "*",
    "users_user": "*",
    "publications_change": "*",
    "integrations_destination": "id, name, channel, config, secret, state",
}


class Installation:
    """One data folder and its two ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output.txt"
        self.use_ports(free_port(), free_port())

    def use_ports(self, port: int, sandbox_port: int) -> None:
        self.port, self.sandbox_port = port, sandbox_port
        self.environment = {
            "MERIDIAN_DATA_DIR": str(self.folder),
            "PORT": str(port),
            "SANDBOX_PORT": str(sandbox_port),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        }

    def words(self) -> str:
        return self.output.read_text() if self.output.exists() else ""

    def greetings(self) -> int:
        return self.words().count("Meridian is running")

    @contextmanager
    def up(self) -> Iterator[int]:
        """The supervisor's pid while everything runs."""
        before = self.greetings()
        with running(UP, self.environment, self.output) as process:
            wait_until(lambda: self.greetings() > before or process.poll() is not None, "the greeting", seconds=180)
            assert process.poll() is None, self.words()
            yield process.pid

    def worker(self) -> int:
        """The pid of the Celery worker; 0 while there is none."""
        found = [pid for pid, line in processes_with(str(self.folder)).items() if "celery" in line]
        return found[0] if found else 0

    def addresses(self) -> set[str]:
        """Where documents, the pictures in them, the default site and the demonstration destinations say they are."""
        said = (
            "SELECT CAST(body AS TEXT) FROM publications_document UNION SELECT share FROM publications_document UNION "
            "SELECT config FROM integrations_destination UNION SELECT hostname || ':' || port FROM wagtailcore_site"
        )
        with closing(sqlite3.connect(self.folder / "meridian.sqlite3")) as database:
            told = " ".join(str(row[0]) for row in database.execute(said))
        return set(re.findall(r"(?:localhost|127\.0\.0\.1):\d+", told))

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row that people or programs have made."""
        with closing(sqlite3.connect(self.folder / "meridian.sqlite3")) as database:
            return {
                table: database.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
                for table, columns in CONTENT.items()
            }


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation after its first run, in which the worker was killed and Ctrl-C pressed."""
    installation = Installation(tmp_path_factory.mktemp("installation"))
    with installation.up() as supervisor:
        assert answers(installation.port, "/healthz")
        assert answers(installation.port, "/admin/login/")
        assert answers(installation.sandbox_port, "/")
        first = installation.worker()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: installation.worker() not in {0, first}, "the worker's restart", seconds=30)
        os.kill(supervisor, signal.SIGINT)
        assert eventually_gone(str(installation.folder), seconds=15)
    return installation


def test_the_first_run_shows_where_things_are(installation: Installation) -> None:
    """The greeting names the addresses and, once, the admin's random password."""
    assert f"http://localhost:{installation.port}/admin/" in installation.words()
    assert f"http://localhost:{installation.sandbox_port}/" in installation.words()
    assert len(re.findall(r"Log in as admin with the password \S{16} ", installation.words())) == 1


def test_a_second_run_is_quick_and_changes_nothing(installation: Installation) -> None:
    """Started again, it greets within seconds, shows no password, and not one row differs."""
    before = installation.content()
    begin = time.monotonic()
    with installation.up():
        took = time.monotonic() - begin
        time.sleep(3)
    assert took < 45
    assert installation.content() == before
    assert installation.words().count("with the password") == 1


def test_other_ports_are_followed(installation: Installation) -> None:
    """Started at other ports, documents and destinations name these; back at the old ones, the old."""
    before, ports = installation.addresses(), (installation.port, installation.sandbox_port)
    others = free_port(), free_port()
    for web, sandbox in (others, ports):
        installation.use_ports(web, sandbox)
        with installation.up():
            named = installation.addresses()
        assert named == {
            address.replace(str(ports[0]), str(web)).replace(str(ports[1]), str(sandbox)) for address in before
        }
    assert installation.words().count("The site has a new address") == 2


def test_nothing_outlives_a_killed_supervisor(installation: Installation) -> None:
    """After SIGKILL of the supervisor no process is left, grandchildren included."""
    with installation.up() as supervisor:
        assert len(processes_with(str(installation.folder))) >= 5
        os.kill(supervisor, signal.SIGKILL)
        assert eventually_gone(str(installation.folder), seconds=15), processes_with(str(installation.folder))


def test_a_second_supervisor_says_so(installation: Installation) -> None:
    """Started twice over the same data, the second one ends with a clear sentence."""
    with installation.up():
        done = run(UP, installation.environment)
    assert done.returncode != 0
    assert "Meridian already runs" in done.stderr


def test_a_taken_port_is_named(installation: Installation, tmp_path: Path) -> None:
    """A port in use stops the start before anything is done, with the command that chooses another."""
    with installation.up():
        done = run(UP, {**installation.environment, "MERIDIAN_DATA_DIR": str(tmp_path)})
    assert f"Port {installation.port} (web) is in use" in done.stderr
    assert f"make run PORT={installation.port + 1}" in done.stderr
    assert not (tmp_path / "meridian.sqlite3").exists()


@pytest.mark.browser
def test_the_admin_works_in_a_browser(installation: Installation, chromium: str) -> None:
    """The printed password opens the admin, whose screens load without one error or refused script."""
    [password] = re.findall(r"with the password (\S+)", installation.words())
    screens = ["pages/3/", "images/", "destinations/", "users/", "reports/site-history/"]
    with installation.up(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page, complaints = browser.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        admin = f"http://localhost:{installation.port}/admin/"
        page.goto(admin)
        page.fill("[name=username]", "admin")
        page.fill("[name=password]", password)
        page.click("[type=submit]")
        page.wait_for_url(admin)
        for screen in screens:
            page.goto(admin + screen)
        browser.close()
    assert complaints == []
