"""Debian's WordPress on a MariaDB of its own, as a blog on this machine."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.services import NEVER, accepts, do_without, free_port, mortal, require, wait_until

SOURCE = Path("/usr/share/wordpress")
PHP = Path(__file__).with_name("php")
AUTHOR = "meridian"
PRETTY = "/%postname%/"  # how the addresses of posts are made on most blogs


@dataclass(frozen=True)
class Blog:
    """A blog that runs.

    Args:
        address: where people read it.
        folder: its files.
        passwords: the application password of each of its users, by login name.
    """

    address: str
    folder: Path
    passwords: Mapping[str, str]

    def front_page(self) -> str:
        """What somebody who is not logged in reads first."""
        return requests.get(self.address, timeout=NEVER).text

    def api(self, method: str, route: str, **arguments: Any) -> Any:
        """What the blog's API says to its administrator."""
        address, credentials = f"{self.address}/wp-json/wp/v2{route}", ("admin", self.passwords["admin"])
        answer = requests.request(method, address, auth=credentials, timeout=NEVER, **arguments)
        assert answer.ok, answer.text
        return answer.json()

    def posts(self, **query: str) -> Any:
        """The posts that stand, drafts too, as they were written."""
        return self.api("GET", "/posts", params={"context": "edit", "status": "any", **query})

    def clear(self) -> None:
        """Leave neither posts nor pictures."""
        for kind, status in (("posts", "any,trash"), ("media", "inherit")):
            for found in self.api("GET", f"/{kind}", params={"status": status, "per_page": "100"}):
                self.api("DELETE", f"/{kind}/{found['id']}", params={"force": "true"})

    def set_permalinks(self, structure: str) -> None:
        """Choose how the addresses of posts are made; empty for plain ones, with which there is no /wp-json/."""
        run_php(self.folder, "permalinks.php", structure)


@contextmanager
def running_blog() -> Iterator[Blog]:
    """A newly installed blog that runs while the context lasts."""
    require("mariadbd")
    require("php")
    if not SOURCE.is_dir():
        do_without("WordPress is not installed (Debian packages: wordpress and wordpress-theme-twentytwentythree)")
    with tempfile.TemporaryDirectory(prefix="meridian-wordpress-") as name:
        folder, port = Path(name), free_port()
        with database(folder), server(folder, port) as address:
            blog = Blog(address, folder, json.loads(run_php(folder, "install.php", AUTHOR)))
            blog.set_permalinks(PRETTY)
            yield blog


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """A MariaDB that listens on a socket in the folder alone, and lets everybody in who can reach that."""
    data, socket = folder / "database", str(folder / "mariadb.sock")
    whoever = ["--no-defaults", f"--datadir={data}", "--user=root"]
    install = [require("mariadb-install-db"), *whoever, "--skip-test-db", "--auth-root-authentication-method=normal"]
    subprocess.run(install, check=True, capture_output=True)
    lenient = ["--skip-networking", "--skip-grant-tables", "--innodb-flush-log-at-trx-commit=0"]
    command = [require("mariadbd"), *whoever, *lenient, f"--socket={socket}", f"--pid-file={folder / 'mariadb.pid'}"]
    with started(command, folder / "mariadb.txt"):
        wait_until(lambda: accepts(socket), "MariaDB's start")
        yield


@contextmanager
def server(folder: Path, port: int) -> Iterator[str]:
    """PHP's own web server with a copy of WordPress; the address it answers at."""
    address, site = f"http://127.0.0.1:{port}", folder / "site"
    subprocess.run(["cp", "-rL", "--no-preserve=mode", str(SOURCE), str(site)], check=True)
    config = (PHP / "wp-config.php").read_text()
    (site / "wp-config.php").write_text(config.replace("ADDRESS", address).replace("FOLDER", str(folder)))
    settings = ["-d", "upload_max_filesize=8M", "-d", f"error_log={folder / 'php.txt'}"]
    command = [require("php"), *settings, "-S", f"127.0.0.1:{port}", "-t", str(site), str(PHP / "router.php")]
    with started(command, folder / "server.txt"):
        wait_until(lambda: accepts(("127.0.0.1", port)), "The start of PHP's web server")
        yield address


@contextmanager
def started(command: list[str], output: Path) -> Iterator[None]:
    """A process that runs while the context lasts."""
    with output.open("wb") as said:
        process = subprocess.Popen(mortal(command, "KILL"), stdout=said, stderr=said)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def run_php(folder: Path, script: str, *arguments: str) -> str:
    """What one of our scripts says, run inside the blog."""
    command = [require("php"), str(PHP / script), str(folder / "site"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=NEVER)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
