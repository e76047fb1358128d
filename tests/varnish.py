"""A Varnish server with the configuration that we ship, in front of a site on this machine."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.services import NEVER, accepts, free_port, mortal, require, wait_until

SHIPPED = Path(__file__).parents[1] / "deploy" / "varnish.vcl"
BACKEND = '.host = "web";\n    .port = "8000";'
TOKEN = "between Varnish and me"


@dataclass(frozen=True)
class Varnish:
    """One that runs: where it answers, and its own folder."""

    address: str
    folder: str

    def forget(self) -> None:
        """Drop everything that it keeps."""
        command = [require("varnishadm"), "-n", self.folder, "ban", "req.url", "~", "."]
        subprocess.run(command, check=True, capture_output=True)


@contextmanager
def running_varnish(site: str) -> Iterator[Varnish]:
    """A Varnish in front of `site` that runs while the context lasts."""
    port, behind = free_port(), urlsplit(site)
    with tempfile.TemporaryDirectory(prefix="meridian-varnish-") as directory:
        configuration = Path(directory) / "varnish.vcl"
        backend = f'.host = "{behind.hostname}";\n    .port = "{behind.port}";'
        configuration.write_text(SHIPPED.read_text().replace(BACKEND, backend))
        command = [require("varnishd"), "-F", "-j", "none", "-n", f"{directory}/work", "-s", "malloc,16m"]
        command += ["-a", f"127.0.0.1:{port}", "-f", str(configuration)]
        with (Path(directory) / "output.txt").open("wb") as output:
            process = subprocess.Popen(
                mortal(command, "TERM"), env={**os.environ, "PURGE_TOKEN": TOKEN}, stdout=output, stderr=output
            )
        try:
            wait_until(lambda: accepts(("127.0.0.1", port)), "Varnish's start")
            yield Varnish(f"http://127.0.0.1:{port}", f"{directory}/work")
        finally:
            process.terminate()
            process.wait()


def is_kept(address: str, **headers: str) -> bool:
    """Whether the answer was one that Varnish had kept: then `X-Varnish` names the request that brought it too."""
    return " " in requests.get(address, headers=headers, timeout=NEVER).headers["X-Varnish"]
