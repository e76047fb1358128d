"""The example receivers as the programs they are."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from integrations.signing import for_receiver, new_private_key, new_secret
from tests.foreign import foreign_packages
from tests.ops.programs import ROOT, running
from tests.services import NEVER, accepts, free_port, require, wait_until

EXAMPLES = ROOT / "examples" / "webhooks"


@dataclass
class Receiver:
    """One receiver at work.

    Args:
        key: with which it expects messages to be signed.
        port: where it listens on this machine.
        output: the file that it writes to.
    """

    key: str
    port: int
    output: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def lines(self) -> list[str]:
        return self.output.read_text().splitlines()

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        """The status that a message is answered with."""
        return requests.post(self.url, body, headers=headers, timeout=NEVER).status_code


def command(kind: str, build: Path) -> list[str]:
    """How a receiver is started, once its program is built.

    Args:
        kind: python, javascript, go, or go-v1a.
        build: a folder that is kept from run to run.
    """
    if kind == "python":
        return [sys.executable, str(EXAMPLES / "receiver.py")]
    if kind == "javascript":
        shutil.copy(EXAMPLES / "receiver.mjs", packages(build))
        return [require("node"), str(packages(build) / "receiver.mjs")]
    call([require("go"), "build", "-o", str(build / "receiver"), str(EXAMPLES / "receiver.go")], build)
    return [str(build / "receiver")]


def packages(build: Path) -> Path:
    """A folder with the npm packages of the example's lock file."""
    return foreign_packages(EXAMPLES, build)


def call(words: list[str], folder: Path) -> str:
    """What a program says that must succeed."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=NEVER, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def receiving(kind: str, build: Path, output: Path) -> Iterator[Receiver]:
    """A receiver that listens during the block."""
    key = new_private_key() if kind == "go-v1a" else new_secret()
    found = Receiver(key, free_port(), output)
    name = "WEBHOOK_KEY" if kind.startswith("go") else "WEBHOOK_SECRET"
    environment = {name: for_receiver(key), "PORT": str(found.port)}
    with running(command(kind, build), environment, output):
        wait_until(lambda: accepts(("127.0.0.1", found.port)), f"the start of the receiver in {kind}")
        yield found
