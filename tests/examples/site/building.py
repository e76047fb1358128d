"""The example site as somebody who copied it has it: built by its own program, served and kept current by another."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import requests

from integrations.signing import new_secret, signed_headers
from tests.ops.programs import ROOT, environment, running
from tests.services import NEVER, accepts, free_port, require, wait_until

EXAMPLE = ROOT / "examples" / "site"
NEVER_LOOKS = "86400"  # seconds between two looks of its own: what happens in a test happens because it was told
SECRET = new_secret()
NUMBERS = count(1)


@dataclass
class Site:
    """A copy of the example.

    Args:
        folder: where it lies.
        values: the environment it is built in.
        port: where it is served.
    """

    folder: Path
    values: Mapping[str, str]
    port: int

    @property
    def output(self) -> Path:
        return self.folder / "_site"

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def hook(self) -> str:
        """Where it takes webhooks."""
        return f"http://127.0.0.1:{self.port}/hooks/meridian"

    @property
    def pages(self) -> list[Path]:
        return sorted(self.output.rglob("*.html"))

    def built(self, **values: str) -> str:
        """Build it once; what the program says."""
        done = subprocess.run(
            [require("node"), "build.js"],
            cwd=self.folder,
            env=environment(**self.values, **values),
            capture_output=True,
            text=True,
            timeout=NEVER,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def written(self) -> dict[str, int]:
        """When each of its files was written."""
        files = [path for path in self.output.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.output)): path.stat().st_mtime_ns for path in files}

    def tell(self, secret: str = SECRET) -> int:
        """Send it a webhook; the status of its answer."""
        body = b'{"type": "document.updated", "data": {}}'
        headers = signed_headers(f"msg_{next(NUMBERS)}", datetime.now(UTC), body, [secret])
        return requests.post(self.hook, body, headers=headers, timeout=NEVER).status_code


def copied(packages: Path, folder: Path, api: str) -> Site:
    """A copy of the example, not yet built."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules", "_site", ".*"))
    (folder / "node_modules").symlink_to(packages / "node_modules")
    port = free_port()
    return Site(folder, {"MERIDIAN_API": api, "SITE_URL": f"http://localhost:{port}"}, port)


@contextmanager
def followed(site: Site) -> Iterator[None]:
    """Let its own program build and serve it during the block."""
    values = {"SITE_PORT": str(site.port), "LOOK_EVERY": NEVER_LOOKS, "WEBHOOK_SECRET": SECRET, **site.values}
    command = [require("node"), str(site.folder / "follow.js")]
    with running(command, values, site.folder / "words.txt"):
        wait_until(lambda: accepts(("127.0.0.1", site.port)), "the site's server")
        wait_until(lambda: has_built(site), "the first build")
        yield


def has_built(site: Site) -> bool:
    """Whether the first build is done; what goes wrong there fails at once."""
    words = (site.folder / "words.txt").read_text()
    assert "Could not look" not in words, words
    return (site.folder / ".built.json").exists()
