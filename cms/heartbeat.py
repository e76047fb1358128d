"""A worker's sign of life: a file it touches, because a worker answers no requests and Redis may be away."""

from pathlib import Path
from typing import Any

from celery import bootsteps
from django.conf import settings

SECONDS = 5


class Heartbeat(bootsteps.StartStopStep):
    """Touches `worker-heartbeat` in the data folder every five seconds, from the worker's own timer."""

    requires = ("celery.worker.components:Timer",)

    def start(self, worker: Any) -> None:
        path = Path(settings.DATA_DIR) / "worker-heartbeat"
        path.touch()
        worker.timer.call_repeatedly(SECONDS, path.touch)
