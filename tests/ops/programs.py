"""Running the project's own commands as the processes they are in real life."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.services import NEVER

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL")


def environment(**values: str) -> dict[str, str]:
    """A clean environment: what every program needs, and `values`."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return {**kept, "PATH": programs, **values}


def run(command: Sequence[str], values: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder to its end."""
    return subprocess.run(
        command, cwd=ROOT, env=environment(**values), capture_output=True, text=True, timeout=NEVER, check=False
    )


@contextmanager
def running(command: Sequence[str], values: Mapping[str, str], output: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs during the block, in a process group of its own; its words go to `output`."""
    with output.open("ab") as stream:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(**values), stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def processes_with(mark: str) -> dict[int, str]:
    """The processes (Linux) whose environment mentions `mark`: pid and command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_text(errors="replace"):
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ").strip()
        except (OSError, ProcessLookupError):
            continue  # it ended while we looked
    return {pid: line for pid, line in found.items() if line}


def eventually_gone(mark: str) -> bool:
    """Whether the processes whose environment mentions `mark` come to an end."""
    deadline = time.monotonic() + NEVER
    while processes_with(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not processes_with(mark)
