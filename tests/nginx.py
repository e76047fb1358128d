"""An nginx with the configuration that we ship, in front of a site on this machine."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ops.programs import ROOT, running
from tests.services import accepts, free_port, require, wait_until

SHIPPED = ROOT / "deploy" / "nginx.conf"


@dataclass(frozen=True)
class Nginx:
    """One in a folder of its own.

    Args:
        folder: takes its configuration, certificate, cache and words.
        host: the name that it has a certificate for.
        edge: the folder in which the site behind it tells which version stands (`EDGE_FOLDER`).
        http, https: its ports.
    """

    folder: Path
    host: str
    edge: Path
    http: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"https://{self.host}:{self.https}"

    @property
    def certificate(self) -> str:
        return str(self.folder / "certificate.pem")

    @property
    def kept(self) -> Path:
        """The folder of what it keeps."""
        return self.folder / "cache"

    def configure(self, site: str) -> Path:
        """Write the shipped configuration with this machine's ports and folders.

        Args:
            site: the address of what stands behind it.
        """
        make_certificate(self.folder, self.host)
        text = SHIPPED.read_text()
        for theirs, ours in self.replacements(urlsplit(site).netloc).items():
            if theirs not in text:
                raise ValueError(f"{SHIPPED.name} does not say {theirs!r}")
            text = text.replace(theirs, ours)
        (self.folder / "nginx.conf").write_text(text)
        return self.folder / "nginx.conf"

    def replacements(self, behind: str) -> dict[str, str]:
        """What the configuration says, and what that is here."""
        return {
            "web:8000": behind,
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
            "/etc/nginx/tls": str(self.folder),
            "/dev/stdout": str(self.folder / "access.txt"),
            "/dev/stderr": str(self.folder / "error.txt"),
            "/var/cache/nginx/meridian": str(self.kept),
            "/edge/": f"{self.edge}/",
        }

    def command(self, *options: str) -> list[str]:
        """Run as root it stays root: the folders of tests are nobody else's."""
        account = "user root; " if os.geteuid() == 0 else ""
        own = ["-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.txt")]
        return [require("nginx"), *own, "-g", f"{account}daemon off; pid {self.folder}/nginx.pid;", *options]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it, configured before, while the context lasts."""
        with running(self.command(), {}, self.folder / "nginx.txt"):
            wait_until(lambda: accepts(("127.0.0.1", self.https)), "nginx's start")
            yield


@contextmanager
def running_nginx(site: str, host: str = "localhost") -> Iterator[Nginx]:
    """An nginx in front of `site` that runs while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="meridian-nginx-") as directory:
        nginx = Nginx(Path(directory), host, Path(directory) / "edge")
        nginx.configure(site)
        with nginx.running():
            yield nginx


def make_certificate(folder: Path, host: str) -> None:
    """A self-signed certificate for `host`, as key.pem and certificate.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    signed = certificate.sign(key, hashes.SHA256())
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
