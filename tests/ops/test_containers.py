"""Every command of docker-compose.yml and the Dockerfile, run on this machine's PostgreSQL, Redis and nginx."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management.utils import get_random_secret_key

from tests import prepared_database
from tests.ops.containers import Machine, collect_static
from tests.ops.programs import ROOT, run, running
from tests.services import NEVER, Postgresql, RedisServer, free_port, require, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.redis]
HOST = "cms.example.org"


def make_certificate(folder: Path) -> None:
    """A self-signed certificate for HOST, as key.pem and certificate.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    signed = certificate.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


@pytest.fixture
def ports() -> dict[str, int]:
    return {name: free_port() for name in ("web", "http", "https")}


@pytest.fixture
def database() -> Iterator[Postgresql]:
    """A server with a database that was migrated before, as an update finds it."""
    require("initdb")
    with prepared_database.postgresql() as server:
        yield server


@pytest.fixture
def machine(tmp_path: Path, database: Postgresql, redis_server: RedisServer, ports: dict[str, int]) -> Machine:
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
        "8000": str(ports["web"]),
        "http://127.0.0.1/": f"http://127.0.0.1:{ports['http']}/",
        "pg_isready -U meridian -d meridian": f"pg_isready -h {database.directory} -U postgres",
    }
    return Machine(values, replacements)


def nginx_configuration(folder: Path, ports: dict[str, int]) -> Path:
    """deploy/nginx.conf with this machine's ports and folders."""
    make_certificate(folder)
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for theirs, ours in {
        "web:8000": f"127.0.0.1:{ports['web']}",
        "listen 80;": f"listen 127.0.0.1:{ports['http']};",
        "listen 443 ": f"listen 127.0.0.1:{ports['https']} ",
        "/etc/nginx/tls": str(folder),
        "/dev/stdout": str(folder / "access.txt"),
        "/dev/stderr": str(folder / "error.txt"),
    }.items():
        assert theirs in text
        text = text.replace(theirs, ours)
    (folder / "nginx.conf").write_text(text)
    return folder / "nginx.conf"


def succeeds(command: Sequence[str], environment: dict[str, str]) -> bool:
    return run(command, environment).returncode == 0


@pytest.fixture
def installation(machine: Machine, tmp_path: Path, ports: dict[str, int]) -> Iterator[Machine]:
    """Everything the compose file starts, prepared and running."""
    environment = machine.environment("migrate")
    for preparation in (["sh", "-c", machine.here(collect_static())], machine.command("migrate")):
        done = run(preparation, environment)
        assert done.returncode == 0, done.stderr
    nginx = [require("nginx"), "-c", str(nginx_configuration(tmp_path, ports)), "-e", str(tmp_path / "error.txt")]
    with ExitStack() as stack:
        for service in ("web", "worker", "beat"):
            command, output = machine.command(service), tmp_path / f"{service}.txt"
            stack.enter_context(running(command, machine.environment(service), output))
        options = ["-g", f"daemon off; pid {tmp_path}/nginx.pid;"]
        stack.enter_context(running([*nginx, *options], {}, tmp_path / "nginx.txt"))
        yield machine


def fetch(ports: dict[str, int], path: str, folder: Path) -> requests.Response:
    """GET through nginx, over TLS, under the installation's own name."""
    session = requests.Session()
    session.trust_env = False
    address = f"https://127.0.0.1:{ports['https']}{path}"
    session.mount("https://", NamedHost())
    return session.get(address, headers={"Host": HOST}, verify=str(folder / "certificate.pem"), timeout=NEVER)


class NamedHost(requests.adapters.HTTPAdapter):
    """Connects to the address of the URL but asks for, and checks, the certificate of HOST."""

    def init_poolmanager(self, *args: object, **options: object) -> None:
        super().init_poolmanager(*args, server_hostname=HOST, assert_hostname=HOST, **options)  # type: ignore[arg-type]  # options of requests, whatever they are


def test_the_installation_is_well(installation: Machine, tmp_path: Path, ports: dict[str, int]) -> None:
    """All health checks of the file pass, and nginx serves health, admin and a static file over TLS."""
    for service in ("database", "redis", "web", "worker", "beat", "nginx"):
        wait_until(partial(succeeds, installation.health_check(service), {}), f"{service}'s health")
    health = fetch(ports, "/healthz", tmp_path)
    assert (health.status_code, health.json()["checks"]["database"]["detail"]) == (200, "postgresql")
    login = fetch(ports, "/admin/login/", tmp_path)
    assert login.status_code == 200
    assert login.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    style = re.search(r'href="(/static/[^"]+[.]css)"', login.text)
    assert style is not None
    assert "immutable" in fetch(ports, style[1], tmp_path).headers["Cache-Control"]


def test_nginx_accepts_the_configuration(tmp_path: Path, ports: dict[str, int]) -> None:
    """`nginx -t` finds nothing wrong."""
    configuration = nginx_configuration(tmp_path, ports)
    command = [require("nginx"), "-t", "-c", str(configuration), "-g", f"pid {tmp_path}/nginx.pid;"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
