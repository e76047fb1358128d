"""`manage.py up` on an empty data folder, as a newcomer runs it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from cms.loopback import answers
from tests.ops.programs import eventually_gone, processes_with, run, running
from tests.services import NEVER, free_port, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("up")]
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
            wait_until(lambda: self.greetings() > before or process.poll() is not None, "the greeting")
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
        for port, path in ((installation.port, "/admin/login/"), (installation.sandbox_port, "/")):
            wait_until(partial(answers, port, path), f"an answer at {path}")
        first = installation.worker()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: installation.worker() not in {0, first}, "the worker's restart")
        os.kill(supervisor, signal.SIGINT)
        assert eventually_gone(str(installation.folder))
    return installation


@dataclass(frozen=True)
class SecondRun:
    """The installation started once more, and what was tried meanwhile.

    Args:
        changed: the tables whose rows differ afterwards.
        beside: another start over the same data.
        elsewhere: another start at the same ports.
        empty: the data folder of that start.
        processes: while it ran.
        outlived: whether any of these was left when the supervisor had been killed.
    """

    changed: list[str]
    beside: subprocess.CompletedProcess[str]
    elsewhere: subprocess.CompletedProcess[str]
    empty: Path
    processes: dict[int, str]
    outlived: bool


@pytest.fixture(scope="module")
def second_run(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> SecondRun:
    """One run for all that can be tried in it; SIGKILL of the supervisor ends it."""
    before, empty, mark = installation.content(), tmp_path_factory.mktemp("empty"), str(installation.folder)
    with installation.up() as supervisor:
        beside = run(UP, installation.environment)
        elsewhere = run(UP, {**installation.environment, "MERIDIAN_DATA_DIR": str(empty)})
        changed = [table for table, rows in installation.content().items() if rows != before[table]]
        processes = processes_with(mark)
        os.kill(supervisor, signal.SIGKILL)
        return SecondRun(changed, beside, elsewhere, empty, processes, outlived=not eventually_gone(mark))


def test_the_first_run_shows_where_things_are(installation: Installation) -> None:
    """The greeting names the addresses and, once, the admin's random password."""
    assert f"http://localhost:{installation.port}/admin/" in installation.words()
    assert f"http://localhost:{installation.sandbox_port}/" in installation.words()
    assert len(re.findall(r"Log in as admin with the password \S{16} ", installation.words())) == 1


def test_a_second_run_changes_nothing(installation: Installation, second_run: SecondRun) -> None:
    """Started again, it greets, shows no password, and not one row differs."""
    assert second_run.changed == []
    assert installation.greetings() >= 2
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


def test_nothing_outlives_a_killed_supervisor(second_run: SecondRun) -> None:
    """After SIGKILL of the supervisor no process is left, grandchildren included."""
    assert len(second_run.processes) >= 5
    assert not second_run.outlived


def test_a_second_supervisor_says_so(second_run: SecondRun) -> None:
    """Started twice over the same data, the second one ends with a clear sentence."""
    assert second_run.beside.returncode != 0
    assert "Meridian already runs" in second_run.beside.stderr


def test_a_taken_port_is_named(installation: Installation, second_run: SecondRun) -> None:
    """A port in use stops the start before anything is done, with the command that chooses another."""
    assert f"Port {installation.port} (web) is in use" in second_run.elsewhere.stderr
    assert f"make run PORT={installation.port + 1}" in second_run.elsewhere.stderr
    assert not (second_run.empty / "meridian.sqlite3").exists()


@pytest.mark.browser
def test_the_admin_works_in_a_browser(installation: Installation, chromium: str) -> None:
    """The printed password opens the admin, whose screens load without one error or refused script."""
    [password] = re.findall(r"with the password (\S+)", installation.words())
    screens = ["pages/3/", "images/", "destinations/", "users/", "reports/site-history/"]
    with installation.up(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page, complaints = browser.new_page(), []
        page.set_default_timeout(NEVER * 1000)
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
