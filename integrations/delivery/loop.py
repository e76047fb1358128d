"""A thread that does one thing again and again."""

import random
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.db import close_old_connections

from integrations.delivery.look import outlive
from integrations.policy import policy


class Loop:
    """A thread that does one thing again and again, sooner when rung.

    Args:
        name: of the thread.
        body: what it does; its errors are logged and do not end it.
    """

    def __init__(self, name: str, body: Callable[[], Any]) -> None:
        self._body = body
        self._rung = Event()
        self._stopping = False
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ring(self) -> None:
        self._rung.set()

    def stop(self) -> None:
        """End after the present turn, and wait for that."""
        self._stopping = True
        self.ring()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            self._rung.clear()
            outlive(self._body)
            close_old_connections()
            self._rung.wait(policy().pause * random.uniform(0.5, 1))  # noqa: S311 - no secret, workers out of step
