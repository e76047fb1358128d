"""Every worker process watches the database itself, so that deliveries go on without a broker.

A step of the worker rather than a handler of `worker_ready`, which is not sent while the broker is away.
"""

import gc
from typing import Any

from celery import bootsteps
from celery.worker.control import control_command

from integrations.delivery.desk import Desk
from integrations.delivery.look import look, look_once
from integrations.delivery.loop import Loop
from integrations.delivery.periodic import run_due
from integrations.doorbell import BELL, has_broker
from integrations.policy import policy


class Lookout(bootsteps.StartStopStep):
    """Looks and sends as long as its worker lives; without a broker it also runs the beat schedule."""

    requires = ("celery.worker.components:Pool",)
    present: "Lookout | None" = None

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        self.desk = Desk(policy().senders)
        self.loops = [Loop("look", self.look)]
        if not has_broker():
            self.loops.append(Loop("schedule", run_due))

    def start(self, parent: Any) -> None:
        # What is loaded by now stays: to look through all of it for garbage stops all senders for a third of a second.
        gc.freeze()
        Lookout.present = self
        self.desk.start()
        for loop in self.loops:
            loop.start()

    def stop(self, parent: Any) -> None:
        """Warm shutdown: whoever is sending finishes."""
        Lookout.present = None
        for loop in self.loops:
            loop.stop()
        self.desk.stop()

    def ring(self) -> None:
        """There may be something to send, and something to look for."""
        self.desk.ring()
        self.loops[0].ring()

    def look(self) -> None:
        """Look for more to send."""
        look()
        self.desk.ring()


@control_command(name=BELL)
def heard(_state: Any) -> None:
    """What a ring comes to, in each worker: a change may be for more receivers than one of them has senders."""
    if Lookout.present:
        Lookout.present.ring()


def look_now() -> None:
    """Wake this process's lookout, or look here if it has none (a child of a prefork pool)."""
    if Lookout.present:
        Lookout.present.ring()
    else:
        look_once()
