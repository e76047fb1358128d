"""Keeps the processes of one installation on one machine alive, and ends them all with itself."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cms import lifeline

POLL_SECONDS = 0.2
STOP_SECONDS = 8
STEADY_SECONDS = 30
LONGEST_PAUSE_SECONDS = 30


class AlreadyRunning(Exception):
    """Another supervisor runs from the same data folder."""


@dataclass
class Child:
    """One supervised process, in a process group of its own.

    Args:
        name: what people call it.
        arguments: a Python module and its arguments.
        environment: the process's whole environment.
        folder: the folder it runs in.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        command = [sys.executable, "-m", "cms.lifeline", *self.arguments]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def terminate(self) -> None:
        """Ask the process to end; it ends its own children in its own order."""
        if self.process is not None and self.alive:
            self.process.terminate()

    def kill_group(self) -> None:
        """Kill whatever is left of the process and all it has started."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # nothing is left of it
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pause(self) -> float:
        """Seconds from the last start to the next: 1, 2, 4 … 30, anew after a steady run."""
        return float(min(2**self.failures, LONGEST_PAUSE_SECONDS))

    def restart_when_due(self, announce: Callable[[str], None]) -> None:
        """After an unexpected end: clear what is left of the group, wait out the pause, start again."""
        if self.process is not None:
            code = self.process.returncode
            steady = time.monotonic() - self.started > STEADY_SECONDS
            self.failures = 0 if steady else self.failures + 1
            self.kill_group()
            self.process = None
            announce(f"{self.name} ended unexpectedly (code {code}); starting it again")
        if time.monotonic() - self.started >= self.pause:
            self.start()


class Supervisor:
    """Starts children, restarts those that end, stops all of them on SIGINT or SIGTERM."""

    def __init__(self, code_folder: Path, data_folder: Path, announce: Callable[[str], None]) -> None:
        self.code_folder = code_folder
        self.data_folder = data_folder
        self.announce = announce
        self.children: list[Child] = []
        self.stopping = False

    def take_lifeline(self) -> None:
        """Open the pipe that all children watch; it is also the lock. Raises AlreadyRunning."""
        path = self.data_folder / "lifeline"
        if not path.exists():
            os.mkfifo(path, 0o600)
        self.pipe = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(self.pipe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(f"Meridian already runs from {self.data_folder}.") from error
        self.environment = {**os.environ, lifeline.VARIABLE: str(path)}

    def start(self, commands: Mapping[str, Sequence[str]]) -> None:
        """Start one child for each named command."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.request_stop)
        for name, arguments in commands.items():
            child = Child(name, arguments, self.environment, self.code_folder)
            self.children.append(child)
            child.start()

    def request_stop(self, *_: object) -> None:
        self.stopping = True

    def run(self) -> None:
        """Supervise until asked to stop."""
        while self.look_after():
            time.sleep(POLL_SECONDS)

    def look_after(self) -> bool:
        """Restart what has ended and is due; says whether to go on."""
        for child in self.children:
            if not child.alive:
                child.restart_when_due(self.announce)
        return not self.stopping

    def stop(self) -> None:
        """Ask every child to end; kill what has not ended in time."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.alive for child in self.children) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS / 4)
        for child in self.children:
            child.kill_group()
