"""Every worker process watches the database itself, so that deliveries go on without a broker.

A step of the worker rather than a handler of `worker_ready`, which is not sent while the broker is away.
"""

import random
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from celery import bootsteps
from django.db import close_old_connections

from integrations.delivery.look import look, look_once, outlive
from integrations.delivery.periodic import run_due
from integrations.delivery.senders import Senders
from integrations.doorbell import has_broker
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


class Lookout(bootsteps.StartStopStep):
    """Looks and sends as long as its worker lives; without a broker it also runs the beat schedule."""

    requires = ("celery.worker.components:Pool",)
    present: "Lookout | None" = None

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.senders = Senders(policy().senders)
        self.loops = [Loop("look", self.look)]
        if not has_broker():
            self.loops.append(Loop("schedule", run_due))

    def start(self, parent: Any) -> None:
        Lookout.present = self
        for loop in self.loops:
            loop.start()

    def stop(self, parent: Any) -> None:
        """Warm shutdown: whoever is sending finishes."""
        Lookout.present = None
        for loop in self.loops:
            loop.stop()
        self.senders.stop()

    def look(self) -> None:
        """Send what is due, look for more, and send that."""
        self.senders.fill()
        look()
        self.senders.fill()


def look_now() -> None:
    """What a ring comes to: wake this process's lookout, or look here if it has none (a child of a prefork pool)."""
    if Lookout.present:
        Lookout.present.loops[0].ring()
    else:
        look_once()
