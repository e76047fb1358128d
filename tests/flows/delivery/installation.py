"""An installation under test: a database, a data folder, perhaps Redis, and the real processes."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.flows.delivery.database import Database
from tests.flows.delivery.faults import Faults
from tests.flows.delivery.programs import Program
from tests.ops.programs import run
from tests.sandbox_server import RunningSandbox, running_sandbox
from tests.services import Postgresql, RedisServer, free_port

# Shorter than in life, in the same proportions: a lease outlives two deadlines, nothing is given up within a test.
IMPATIENT: Mapping[str, Any] = {
    "schedule": [0, 0.5, 1, 1, *[2] * 40],
    "lease": 8,
    "deadline": 3,
    "margin": 1,
    "crashes": 40,
    "first_look": 1,
    "second_look": 1,
    "blind_looks": 8,
    "pause": 0.5,
    "rest": 1,
    "longest_rest": 2,
}


@dataclass
class Installation:
    """Everything that makes up one Meridian.

    Args:
        folder: its data folder, which also takes what the processes say.
        database_url: PostgreSQL, or SQLite in the folder.
        sandbox: the remote services.
        postgresql, redis: the servers it uses; without Redis it has no broker.
        delivery: the numbers of the delivery protocol that differ from the usual ones.
        settings_module: the settings that its processes load.
    """

    folder: Path
    database_url: str
    sandbox: RunningSandbox
    postgresql: Postgresql | None = None
    redis: RedisServer | None = None
    delivery: Mapping[str, Any] = field(default_factory=dict)
    settings_module: str = "cms.settings.dev"
    programs: dict[str, Program] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.port = free_port()
        self.faults = Faults(self.folder / "faults")
        self.database = Database(self.database_url)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def values(self) -> dict[str, str]:
        """The environment of every process."""
        values = {
            "DJANGO_SETTINGS_MODULE": self.settings_module,
            "MERIDIAN_DATA_DIR": str(self.folder),
            "MERIDIAN_FAULTS": str(self.faults.folder),
            "DATABASE_URL": self.database_url,
            "DELIVERY": json.dumps(dict(self.delivery)),
            "PORT": str(self.port),
            "SANDBOX_PORT": str(self.sandbox.port),
        }
        return {**values, "REDIS_URL": self.redis.url} if self.redis else values

    def manage(self, *arguments: str, **values: str) -> str:
        """Run a management command to its good end; returns what it says."""
        return self.run("manage.py", *arguments, **values)

    def run(self, *arguments: str, **values: str) -> str:
        """Run a Python program to its good end; returns what it says."""
        done = run([sys.executable, *arguments], {**self.values, **values})
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str, *command: str) -> Program:
        """Start a Python module with its arguments, under a name."""
        output = self.folder / f"{name}.txt"
        program = self.programs[name] = Program([sys.executable, "-m", *command], self.values, output)
        program.start()
        return program

    def start_web(self) -> None:
        options = ["--interface", "wsgi", "--port", str(self.port), *settings.GRANIAN_OPTIONS]
        self.start("web", "granian", *options, "cms.wsgi:application")

    def start_worker(self, name: str) -> None:
        node = ["--hostname", f"{name}@%h"]
        self.start(name, "celery", "-A", "cms", "--quiet", "worker", *settings.WORKER_OPTIONS, *node)

    def start_beat(self) -> None:
        self.start("beat", "celery", "-A", "cms", "beat", "--schedule", str(self.folder / "beat-schedule"))

    def revive(self) -> None:
        """Start again whatever has been killed."""
        for program in self.programs.values():
            program.revive()

    def stop(self) -> None:
        for program in reversed(self.programs.values()):
            program.stop()


@contextmanager
def installed(folder: Path, database_url: str, **options: Any) -> Iterator[Installation]:
    """An installation with its sandbox, without processes yet; nothing of it is left at the end."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(running_sandbox(folder / "sandbox.sqlite3"))
        installation = Installation(folder, database_url, sandbox, **options)
        stack.callback(installation.stop)
        yield installation
