"""The installation that is measured: PostgreSQL, Redis, the content, and granian as in production."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from tests.bench.kept import Kept, run
from tests.flows.delivery.programs import Program
from tests.ops import programs
from tests.services import accepts, free_port, postgresql, redis_server, wait_until

HOST = "localhost"
GRANIAN = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
UNLIMITED = {"API_RATE_PER_ADDRESS": "", "API_RATE_PER_KEY": ""}
NEVER_REACHED = {"API_RATE_PER_ADDRESS": "100000000/min", "API_RATE_PER_KEY": "100000000/min"}


@dataclass
class Site:
    """One installation; its web servers share everything but their limits.

    Args:
        folder: its data folder, which also takes what the processes say.
        values: the environment of every process.
        stack: stops what has been started.
    """

    folder: Path
    values: dict[str, str]
    stack: ExitStack

    def manage(self, *arguments: str) -> str:
        """Run a management command to its good end; returns what it says."""
        done = programs.run([sys.executable, "manage.py", *arguments], self.values)
        if done.returncode:
            raise RuntimeError(f"{arguments[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def python(self, statement: str) -> str:
        """Run Python inside the installation; returns what it prints."""
        return self.manage("shell", "--no-imports", "--command", statement)

    def start(self, name: str, *command: str, **values: str) -> Program:
        """Start a Python module with its arguments; it ends with the site."""
        program = Program([sys.executable, "-m", *command], {**self.values, **values}, self.folder / f"{name}.txt")
        program.start()
        self.stack.callback(program.stop)
        return program

    def start_web(self, name: str, rates: dict[str, str]) -> "Web":
        """Two granian workers, as in the image."""
        port = free_port()
        program = self.start(name, "granian", *GRANIAN, "--port", str(port), "cms.wsgi:application", **rates)
        wait_until(lambda: accepts((HOST, port)), f"the start of {name}", seconds=60)
        return Web(program, f"http://{HOST}:{port}")


@dataclass(frozen=True)
class Web:
    """A running web server and its address."""

    program: Program
    address: str


@contextmanager
def installed(folder: Path, articles: int, kept: Path) -> Iterator[Site]:
    """A site with the demonstration and so many articles more, published; nothing runs at the end.

    Args:
        folder: its data folder.
        articles: how many more.
        kept: where the content is kept for the next run.
    """
    with ExitStack() as stack:
        database, redis = stack.enter_context(postgresql()), stack.enter_context(redis_server())
        site = Site(folder, production(folder, database.url, redis.url), stack)
        (folder / "static").mkdir()
        content = Kept(kept, articles)
        if not content.restore(database):
            prepare(site, articles)
            content.keep(database)
        run("psql", database, "--quiet", "--command", "VACUUM ANALYZE")
        yield site


def prepare(site: Site, articles: int) -> None:
    """Fill an empty database."""
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_demo")
    site.python(f"from tests.bench.content import fill; fill({articles})")


def production(folder: Path, database_url: str, redis_url: str) -> dict[str, str]:
    """What production takes from its environment."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "MERIDIAN_DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": HOST,
        "ADMIN_BASE_URL": f"https://{HOST}",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
    }
