"""How long `manage.py up`, which `make run` starts, takes until everything answers."""

import sys
import time
from pathlib import Path

from tests.bench.measure import Figure
from tests.ops.programs import running
from tests.services import free_port, wait_until

UP = [sys.executable, "manage.py", "up"]
GREETING = "Meridian is running"


def figures(folder: Path) -> list[Figure]:
    """Seconds from the command to the greeting, in an empty data folder and then again."""
    values = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "MERIDIAN_DATA_DIR": str(folder),
        "PORT": str(free_port()),
        "SANDBOX_PORT": str(free_port()),
    }
    return [
        Figure(f"start of make run, {turn} time", seconds_to_greeting(values, folder / f"{turn}.txt"), unit="s")
        for turn in ("first", "second")
    ]


def seconds_to_greeting(values: dict[str, str], output: Path) -> float:
    begun = time.monotonic()
    with running(UP, values, output):
        wait_until(lambda: GREETING in output.read_text(), "the greeting", seconds=300)
        return time.monotonic() - begun
