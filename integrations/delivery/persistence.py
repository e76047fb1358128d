"""Writing down what must not be forgotten while the database is away."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import InterfaceError, InternalError, OperationalError, connection

# The last one is how PostgreSQL's end of a session that stood still within a transaction arrives.
AWAY = (OperationalError, InterfaceError, InternalError)
LONGEST_PAUSE = 1.0

T = TypeVar("T")

logger = structlog.get_logger(__name__)


def insist(write: Callable[[], T], seconds: float) -> T:
    """Repeat a write while the database is away.

    Args:
        write: one whole transaction, so that repeating it is safe.
        seconds: how long to go on; at least one try is made.

    Raises:
        OperationalError, InterfaceError: it was away all the time.
    """
    until, pause = time.monotonic() + seconds, 0.05
    while True:
        try:
            return write()
        except AWAY:
            if time.monotonic() + pause >= until:
                raise
            logger.warning("database away, holding an outcome", pause=pause)
            connection.close()
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
