"""Whether deliveries go out: not whether a process lives, but how old the oldest due one is."""

from datetime import timedelta

from cms.publications.health import Unwell
from integrations import clock
from integrations.look import HEARTBEAT
from integrations.models import Delivery, PeriodicRun

LONGEST_DUE = timedelta(minutes=5)
LONGEST_SILENCE = timedelta(minutes=1)


def deliveries() -> str:
    """The age of the oldest due delivery.

    Raises:
        Unwell: it has been due for too long, or no worker looks any more.
    """
    now = clock.now()
    beat = PeriodicRun.objects.filter(name=HEARTBEAT).values_list("ran_at", flat=True).first()
    if beat is None:
        return "no worker has looked yet"
    if now - beat > LONGEST_SILENCE:
        raise Unwell("no worker is looking")
    oldest = Delivery.objects.due(now).order_by("due_at").values_list("due_at", flat=True).first()
    if oldest and now - oldest > LONGEST_DUE:
        raise Unwell(f"the oldest due delivery waits since {oldest:%Y-%m-%d %H:%M} UTC")
    return f"oldest due delivery: {int((now - oldest).total_seconds())} s" if oldest else "nothing is due"
