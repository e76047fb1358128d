"""Whether deliveries go out: not whether a process lives, but how old the oldest due one is."""

from datetime import datetime, timedelta

from cms.publications import continuity
from cms.publications.health import Unwell
from integrations import clock
from integrations.delivery.look import HEARTBEAT
from integrations.models import Delivery, Destination, PeriodicRun
from integrations.outbox.fan_out import behind

LONGEST_DUE = timedelta(minutes=5)
LONGEST_SILENCE = timedelta(minutes=1)
# Well all the same: whoever is to decide needs an admin that answers.
SUSPENDED = "suspended: the database was restored or copied, and somebody must say which"


def deliveries() -> str:
    """The age of the oldest due delivery.

    Raises:
        Unwell: it has been due for too long, or no worker looks although there is something to do.
    """
    if not continuity.intact():
        return SUSPENDED
    now = clock.now()
    beat = PeriodicRun.objects.filter(name=HEARTBEAT).values_list("ran_at", flat=True).first()
    if beat is None:
        return _never_looked(now)
    if now - beat > LONGEST_SILENCE:
        raise Unwell("no worker is looking")
    oldest = _oldest_due(now)
    if oldest and now - oldest > LONGEST_DUE:
        raise Unwell(f"the oldest due delivery waits since {oldest:%Y-%m-%d %H:%M} UTC")
    return f"oldest due delivery: {int((now - oldest).total_seconds())} s" if oldest else "nothing is due"


def _never_looked(now: datetime) -> str:
    """A web server may start before the first worker does: that is well as long as there is nothing to do."""
    if _oldest_due(now) or behind().exists():
        raise Unwell("no worker has looked yet, and there is something to send")
    return "no worker has looked yet"


def _oldest_due(now: datetime) -> datetime | None:
    """Of those that wait for nobody but us: neither a failing receiver nor a rate that was wished counts."""
    unpaced = Destination.objects.well().filter(per_minute=None)
    due = Delivery.objects.due(now).filter(destination__in=unpaced)
    return due.order_by("due_at").values_list("due_at", flat=True).first()
