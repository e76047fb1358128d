"""Telling the workers that there is something to do. Whoever misses the ring finds it at the next look."""

import time

import structlog
from celery import current_app

from integrations.faults import reached

BELL = "ring"  # what workers know it by
PAUSE = 0.2  # seconds between two rings: whoever looks then sees what many transactions have left
PATIENCE = 1.0  # seconds that a publication may lose to a broker that does not answer
QUIET = 5.0  # seconds without a ring after one that failed

logger = structlog.get_logger(__name__)
_quiet_until = 0.0


def has_broker() -> bool:
    """Whether anybody could hear a ring: rings into a broker in memory would only pile up."""
    return not str(current_app.conf.broker_url).startswith("memory:")


def ring() -> None:
    """Ask all workers to look, if there is a broker and it answers; it never fails and keeps nobody waiting.

    Many rings in a moment are one: a look finds everything, and workers look every second anyway.
    """
    global _quiet_until  # noqa: PLW0603 - one per process, as the broker is
    reached("doorbell")
    if not has_broker() or time.monotonic() < _quiet_until:
        return
    _quiet_until = time.monotonic() + PAUSE
    try:
        _send()
    except Exception as error:  # noqa: BLE001 - whatever a broker does must not stop a publication
        logger.warning("doorbell out of order", error=str(error))
        _quiet_until = time.monotonic() + QUIET


def _send() -> None:
    options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "max_retries": 0}
    with current_app.connection_for_write(connect_timeout=PATIENCE, transport_options=options) as connection:
        current_app.control.broadcast(BELL, connection=connection)
