"""Real servers that the tests start themselves: PostgreSQL and Redis as private processes, Chromium by its path.

Each server has a directory and a socket or port of its own, and the kernel ends it with the process that started
it (Linux), so that even a killed test run leaves nothing behind.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest

PACKAGES = {
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "chromium": "chromium",
    "nginx": "nginx-light",
    "node": "nodejs",
    "go": "golang-go",
    "varnishd": "varnish and varnish-modules",
    "varnishadm": "varnish",
    "mariadbd": "mariadb-server-core",
    "php": "php-cli, php-mysql, php-gd and php-mbstring",
}
# Seconds after which what has not happened never will. A bound, no measure: quick machines do not wait for it, and one
# that is five times slower, with other things to do besides, stays far below.
NEVER = 600.0
POSTGRESQL_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}


def find(program: str) -> str | None:
    """The path of an installed program; Debian keeps PostgreSQL's beside the PATH."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    return shutil.which(program) or next((str(path) for path in beside), None)


def require(program: str) -> str:
    """The path of `program`; without it the test is skipped, and with CI=true it fails."""
    return find(program) or do_without(f"{program} is not installed (Debian package: {PACKAGES.get(program, program)})")


def do_without(missing: str) -> NoReturn:
    """Skip the test and say what is missing; with CI=true, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = NEVER) -> None:
    """Poll until `ready()` holds; raises TimeoutError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not happen within {seconds:g} seconds")
        time.sleep(0.05)


def accepts(address: str | tuple[str, int]) -> bool:
    """Whether something accepts connections at a socket path or at (host, port)."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as probe:
        return probe.connect_ex(address) == 0


def mortal(command: list[str], signal_name: str) -> list[str]:
    """The command, ended by the kernel with `signal_name` when its parent is gone."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", signal_name, "--", *command] if setpriv else command


@dataclass
class Server:
    """A server process in a directory of its own."""

    directory: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def send(self, number: signal.Signals) -> None:
        """Send a signal and wait until the server is gone."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(timeout=NEVER)
            self.process = None

    def kill(self) -> None:
        self.send(signal.SIGKILL)


class Postgresql(Server):
    """A PostgreSQL server on a unix socket. It refuses root, so that root runs it as the user `postgres`."""

    @property
    def url(self) -> str:
        """A DATABASE_URL for the database every new server has."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgres://postgres@{quote(str(self.directory), safe='')}/{database}"

    @property
    def version(self) -> str:
        """What a cluster can be opened by: the major version of the installed server."""
        said = subprocess.run([require("postgres"), "--version"], capture_output=True, text=True, check=True)
        return said.stdout.split()[-1].partition(".")[0]

    @property
    def user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None

    def create(self) -> None:
        """Make the cluster."""
        self.hand_over()
        command = [require("initdb"), "-D", str(self.directory / "data"), "-U", "postgres", "-A", "trust"]
        self.run([*command, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"])

    def hand_over(self) -> None:
        """Let the server's user write into its directory."""
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.directory, account.pw_uid, account.pw_gid)

    def pack(self, file: Path) -> None:
        """Write the cluster of a stopped server into an archive."""
        subprocess.run(["tar", "--create", "--file", file, "--directory", self.directory, "data"], check=True)

    def unpack(self, file: Path) -> None:
        """Take over an archived cluster instead of making one."""
        self.hand_over()
        subprocess.run(["tar", "--extract", "--file", file, "--directory", self.directory], check=True)

    def run(self, command: list[str]) -> None:
        done = subprocess.run(command, user=self.user, cwd=self.directory, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stderr}")

    def start(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": self.directory, "fsync": "off"}
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [require("postgres"), "-D", str(self.directory / "data"), *flags]
        with (self.directory / "server.txt").open("ab") as output:
            self.process = subprocess.Popen(
                mortal(command, "QUIT"), user=self.user, cwd=self.directory, stdout=output, stderr=output
            )
        wait_until(self.ready, "PostgreSQL's start")

    def ready(self) -> bool:
        socket_directory = ["-h", str(self.directory), "-U", "postgres", "-q"]
        return subprocess.run([require("pg_isready"), *socket_directory], check=False).returncode == 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start it, and stop it at the end."""
        self.start()
        try:
            yield
        finally:
            self.stop("immediate")

    def stop(self, mode: str = "fast") -> None:
        self.send(POSTGRESQL_SIGNALS[mode])

    def restart(self, mode: str = "fast") -> None:
        """Stop in `mode` (smart, fast or immediate) and start again on the same data."""
        self.stop(mode)
        self.start()


@dataclass
class RedisServer(Server):
    """A Redis server that keeps an append-only file, on a port that stays the same over restarts."""

    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.directory, "save": "", "appendonly": "yes"}
        options |= {"maxmemory-policy": "noeviction", "logfile": self.directory / "server.txt"}
        flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        self.process = subprocess.Popen(mortal([require("redis-server"), *flags], "KILL"))
        wait_until(lambda: accepts(("127.0.0.1", self.port)), "Redis's start")

    def flush(self) -> None:
        """Forget everything, as an operator's FLUSHALL would."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=NEVER) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(64)

    def stop(self) -> None:
        self.send(signal.SIGTERM)


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A running PostgreSQL server, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="meridian-postgresql-") as directory:
        server = Postgresql(Path(directory))
        server.create()
        with server.running():
            yield server


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A running Redis server, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="meridian-redis-") as directory:
        server = RedisServer(Path(directory))
        server.start()
        try:
            yield server
        finally:
            server.kill()
