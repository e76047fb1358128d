"""What is forgotten, and when."""

from datetime import timedelta

from integrations import clock
from integrations.models import Attempt

ATTEMPTS_KEPT = timedelta(days=90)


def purge_attempts() -> int:
    """Delete the attempts of deliveries that ended long ago; returns how many.

    The deliveries themselves stay: they are the memory of what must not be told twice.
    """
    old = Attempt.objects.filter(delivery__ended_at__lt=clock.now() - ATTEMPTS_KEPT)
    deleted, _by_model = old.delete()
    return deleted
