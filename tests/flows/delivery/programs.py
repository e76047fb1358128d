"""The processes of an installation under test: started, killed and started again by name."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.ops.programs import ROOT, environment
from tests.services import mortal

PATIENCE = 120  # seconds that a process may take to end when asked to


class Ended(Exception):
    """A process ended by itself; the message holds its last words."""


class Program:
    """One process in a process group of its own, which the kernel ends with the test.

    Start it in the main thread: the kernel takes the end of the thread that started it for the end of the test.

    Args:
        command: the program and its arguments.
        values: its environment, beside what every program needs.
        output: the file that its words are added to.
    """

    def __init__(self, command: Sequence[str], values: Mapping[str, str], output: Path) -> None:
        self.command, self.values, self.output = list(command), values, output
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0

    def start(self) -> None:
        with self.output.open("ab") as stream:
            self.process = subprocess.Popen(
                mortal(self.command, "TERM"),
                cwd=ROOT,
                env=environment(**self.values),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs or has not been started."""
        return self.process.poll() if self.process else None

    @property
    def done(self) -> bool:
        """Whether it ended well."""
        return self.code == 0

    def kill(self) -> None:
        """SIGKILL, without warning."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def revive(self) -> None:
        """Start it again if it was killed, as a supervisor would.

        Raises:
            Ended: it ended in another way.
        """
        if self.code == -signal.SIGKILL:
            self.deaths += 1
            self.start()
        elif self.code:
            raise Ended(f"{self.command} ended with {self.code}:\n{self.words()[-3000:]}")

    def stop(self) -> None:
        """Ask it to end; make it end."""
        if self.process is None or self.code is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def words(self) -> str:
        return self.output.read_text(errors="replace") if self.output.exists() else ""
