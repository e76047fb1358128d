"""Places where a test may stop, count or kill this process.

`MERIDIAN_FAULTS` names a folder; without it `reached` does nothing. A deploy check refuses it in production.
In the folder, for a point `request_written`:

* `request_written.hits` is written by us: one line with the process id for every time the point was reached;
* `request_written.pause` makes everyone who gets there sleep the seconds that stand in it;
* `request_written.kill` kills, with SIGKILL, the first process that gets there: taking the file away is what
  decides who that is, so one file kills one process.
"""

import os
import signal
import time
from pathlib import Path

VARIABLE = "MERIDIAN_FAULTS"


def reached(point: str) -> None:
    """Say that the named point was reached."""
    if folder := os.environ.get(VARIABLE):
        _count(Path(folder), point)
        _pause(Path(folder) / f"{point}.pause")
        _kill(Path(folder) / f"{point}.kill")


def _count(folder: Path, point: str) -> None:
    with (folder / f"{point}.hits").open("a") as hits:
        hits.write(f"{os.getpid()}\n")


def _pause(order: Path) -> None:
    if order.exists():
        time.sleep(float(order.read_text()))


def _kill(order: Path) -> None:
    try:
        order.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
