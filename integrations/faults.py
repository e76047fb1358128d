"""Places where a test may count, pause, freeze or kill this process.

`MERIDIAN_FAULTS` names a folder; without it `reached` does nothing. A deploy check refuses it in production.
In the folder, for a point `request_written`:

* `request_written.hits` is written by us: one line with the process id for every time the point was reached;
* `request_written.pause` makes everyone who gets there sleep the seconds that stand in it;
* `request_written.kill` kills, with SIGKILL, the first process that gets there: taking the file away is what
  decides who that is, so one file kills one process;
* `request_written.freeze` stops it in the same way with SIGSTOP, all its threads, until it is sent SIGCONT.
"""

import os
import signal
import time
from pathlib import Path

VARIABLE = "MERIDIAN_FAULTS"
FOLDER = os.environ.get(VARIABLE)  # read once: points are passed many times in every message


def is_watched() -> bool:
    """Whether a test may want something here."""
    return bool(FOLDER)


def reached(point: str) -> None:
    """Say that the named point was reached."""
    if FOLDER:
        folder = Path(FOLDER)
        _count(folder, point)
        _pause(folder / f"{point}.pause")
        _obey(folder / f"{point}.freeze", signal.SIGSTOP)
        _obey(folder / f"{point}.kill", signal.SIGKILL)


def _count(folder: Path, point: str) -> None:
    with (folder / f"{point}.hits").open("a") as hits:
        hits.write(f"{os.getpid()}\n")


def _pause(order: Path) -> None:
    if order.exists():
        time.sleep(float(order.read_text()))


def _obey(order: Path, number: signal.Signals) -> None:
    try:
        order.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), number)
