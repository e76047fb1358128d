"""Attempts that have ended and are not written down yet."""

import time
from collections.abc import Sequence
from threading import Lock

import structlog
from django.db import connection

from integrations.delivery.finish import Ended, Ending, Undone, write_down
from integrations.delivery.persistence import AWAY
from integrations.faults import reached

PAUSE = 0.2  # seconds between two tries while the database is away

logger = structlog.get_logger(__name__)


class Endings:
    """What senders have brought, until it is in the database. Senders add; one thread at a time writes."""

    def __init__(self) -> None:
        self._held: list[Ending] = []
        self._counting = Lock()

    def add(self, ending: Ending | None) -> None:
        """Take an ending; None where somebody has written down all there was."""
        if ending:
            with self._counting:
                self._held.append(ending)

    def write_down(self) -> None:
        """Write what is held, attempts that ended with a verdict together.

        Raises:
            OperationalError, InterfaceError: the database is away. What is not written yet is still held, unless its
                lease is over: then the sweep has taken over.
        """
        with self._counting:
            held = list(self._held)
        if together := [one for one in held if isinstance(one, Ended)]:
            self._write(together)
        for one in held:
            if isinstance(one, Undone):
                self._write([one])

    def write_all_down(self) -> None:
        """Write what is held, and insist on it until the leases are over."""
        while self._held:
            try:
                self.write_down()
            except AWAY as error:
                logger.warning("database away, holding outcomes", error=str(error))
                connection.close()
                time.sleep(PAUSE)

    def _write(self, batch: Sequence[Ending]) -> None:
        """Write a batch; where that fails for several, each by itself, so that one spoils nothing for the others."""
        try:
            write_down(batch)
        except AWAY:
            self._drop([one for one in batch if one.claim.seconds_left <= 0])
            raise
        except Exception:
            if len(batch) > 1:
                for one in batch:
                    self._write([one])
                return
            # It concerns this one alone: its lease will end, and then it counts as an attempt that vanished.
            logger.exception("outcome not written", delivery=batch[0].claim.delivery.pk)
        self._drop(batch)
        for _ in batch:
            reached("finished")

    def _drop(self, written: Sequence[Ending]) -> None:
        with self._counting:
            self._held = [one for one in self._held if not any(one is other for other in written)]
