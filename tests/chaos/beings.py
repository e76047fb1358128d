"""The processes of a campaign, by name: born, killed, frozen and born again.

They are forked from one that has loaded the project, with the environment of the moment when the first of them was
born: there is one campaign to a run of tests.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.chaos.preload"])
PATIENCE = 120  # seconds that a process may take to end when asked to
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

Deed = Callable[..., None]
Arguments = Callable[[int], tuple[Any, ...]]  # of a deed, by the number of lives before


def always(*arguments: Any) -> Arguments:
    """The same arguments in every life."""
    return lambda _lives: arguments


class Ended(Exception):
    """A process ended by itself; the message holds its last words."""


class Being:
    """One process at a time, forked from one that has loaded the project.

    Args:
        name: of all its lives; a life is known by the name and its process id.
        deed: what it does.
        arguments: the deed's, in each life.
        output: the file that its words are added to.
    """

    def __init__(self, name: str, deed: Deed, arguments: Arguments, output: Path) -> None:
        self.name, self.output = name, output
        self._deed, self._arguments = deed, arguments
        self.lives = 0

    def start(self) -> None:
        told = (self.name, str(self.output), self._deed, self._arguments(self.lives))
        self._process = CONTEXT.Process(target=live, args=told, daemon=True)
        self._process.start()
        self.lives += 1

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    @property
    def life(self) -> str:
        """What the database knows this process by."""
        return f"{self.name}/{self.pid}"

    @property
    def done(self) -> bool:
        """Whether it ended well."""
        return self._process.exitcode == 0

    def was_killed(self) -> bool:
        """Whether it is dead by a kill.

        Raises:
            Ended: it ended badly in another way.
        """
        code = self._process.exitcode
        if code in (None, 0, -signal.SIGKILL):
            return code == -signal.SIGKILL
        raise Ended(f"{self.name} ended with {code}:\n{self.words()[-3000:]}")

    def is_frozen(self) -> bool:
        return _state(self.pid) == "T"

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """SIGKILL, without warning."""
        self._process.kill()
        self._process.join()

    def stop(self) -> None:
        """Ask it to end; make it end."""
        self._process.terminate()
        self._process.join(PATIENCE)
        self.kill()

    def words(self) -> str:
        return self.output.read_text(errors="replace") if self.output.exists() else ""


def live(name: str, output: str, deed: Deed, arguments: tuple[Any, ...]) -> None:
    """A life: it ends with the process that it was forked from, and says to PostgreSQL who it is."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    words = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(words, sys.stdout.fileno())
    os.dup2(words, sys.stderr.fileno())
    os.environ["PGAPPNAME"] = f"{name}/{os.getpid()}"
    deed(*arguments)


def _state(pid: int) -> str:
    """The state of a process as proc(5) has it; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
