"""Every command of docker-compose.yml and the Dockerfile, run on this machine's PostgreSQL, Redis and nginx."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from tests import prepared_database
from tests.nginx import Nginx
from tests.ops.containers import Machine, collect_static
from tests.ops.programs import run, running
from tests.services import NEVER, Postgresql, RedisServer, free_port, require, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.redis]
HOST = "cms.example.org"


@pytest.fixture
def web() -> str:
    """Where the application listens."""
    return f"127.0.0.1:{free_port()}"


@pytest.fixture
def nginx(tmp_path: Path) -> Nginx:
    return Nginx(tmp_path, HOST, tmp_path / "edge")


@pytest.fixture
def database() -> Iterator[Postgresql]:
    """A server with a database that was migrated before, as an update finds it."""
    require("initdb")
    with prepared_database.postgresql() as server:
        yield server


@pytest.fixture
def machine(tmp_path: Path, database: Postgresql, redis_server: RedisServer, web: str, nginx: Nginx) -> Machine:
    values = {
        "SECRET_KEY": get_random_secret_key(),
        "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "POSTGRES_PASSWORD": "unused",
        "ALLOWED_HOSTS": HOST,
        "ADMIN_BASE_URL": f"https://{HOST}",
        "EMAIL_URL": "smtp://localhost",
        "EMAIL_FROM": "meridian@example.org",
    }
    replacements = {
        "postgres://meridian:unused@database/meridian": database.url_of(prepared_database.MIGRATED),
        "redis://redis:6379/0": redis_server.url,
        "redis-cli": f"redis-cli -p {redis_server.port}",
        "/app/static": str(tmp_path / "static"),
        "/data": str(tmp_path),
        "0.0.0.0": "127.0.0.1",
        "8000": web.rpartition(":")[2],
        "/edge": str(nginx.edge),
        "http://127.0.0.1/": f"http://127.0.0.1:{nginx.http}/",
        "pg_isready -U meridian -d meridian": f"pg_isready -h {database.directory} -U postgres",
    }
    return Machine(values, replacements)


def succeeds(command: Sequence[str], environment: dict[str, str]) -> bool:
    return run(command, environment).returncode == 0


@pytest.fixture
def installation(machine: Machine, tmp_path: Path, web: str, nginx: Nginx) -> Iterator[Machine]:
    """Everything the compose file starts, prepared and running."""
    environment = machine.environment("migrate")
    for preparation in (["sh", "-c", machine.here(collect_static())], machine.command("migrate")):
        done = run(preparation, environment)
        assert done.returncode == 0, done.stderr
    nginx.configure(f"http://{web}")
    with ExitStack() as stack:
        for service in ("web", "worker", "beat"):
            command, output = machine.command(service), tmp_path / f"{service}.txt"
            stack.enter_context(running(command, machine.environment(service), output))
        stack.enter_context(nginx.running())
        yield machine


def fetch(nginx: Nginx, path: str) -> requests.Response:
    """GET through nginx, over TLS, under the installation's own name."""
    session = requests.Session()
    session.trust_env = False
    address = f"https://127.0.0.1:{nginx.https}{path}"
    session.mount("https://", NamedHost())
    return session.get(address, headers={"Host": HOST}, verify=nginx.certificate, timeout=NEVER)


class NamedHost(requests.adapters.HTTPAdapter):
    """Connects to the address of the URL but asks for, and checks, the certificate of HOST."""

    def init_poolmanager(self, *args: object, **options: object) -> None:
        super().init_poolmanager(*args, server_hostname=HOST, assert_hostname=HOST, **options)  # type: ignore[arg-type]  # options of requests, whatever they are


def test_the_installation_is_well(installation: Machine, nginx: Nginx) -> None:
    """All health checks pass; nginx serves health, admin and a static file over TLS, and hears of changes."""
    for service in ("database", "redis", "web", "worker", "beat", "nginx"):
        wait_until(partial(succeeds, installation.health_check(service), {}), f"{service}'s health")
    health = fetch(nginx, "/healthz")
    assert (health.status_code, health.json()["checks"]["database"]["detail"]) == (200, "postgresql")
    login = fetch(nginx, "/admin/login/")
    assert login.status_code == 200
    assert login.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    style = re.search(r'href="(/static/[^"]+[.]css)"', login.text)
    assert style is not None
    assert "immutable" in fetch(nginx, style[1]).headers["Cache-Control"]
    assert succeeds(["python", "manage.py", "reconcile_publications"], installation.environment("worker"))
    wait_until(lambda: fetch(nginx, "/api/v1/").headers["X-Cache"] == "HIT", "its being kept")


def test_nginx_accepts_the_configuration(nginx: Nginx) -> None:
    """`nginx -t` finds nothing wrong."""
    nginx.configure("http://127.0.0.1:1")
    done = run(nginx.command("-t"), {})
    assert done.returncode == 0, done.stderr
