"""A periodic job that writes down who ran it, and for which turn."""

import os
from pathlib import Path

from celery import shared_task
from django.conf import settings

TRACES = "traces.txt"


@shared_task
def leave() -> None:
    """One line: the process, and the moment that its turn was taken at."""
    from integrations.models import PeriodicRun

    turn = PeriodicRun.objects.get(name="trace").ran_at
    with (Path(settings.DATA_DIR) / TRACES).open("a") as traces:
        traces.write(f"{os.getpid()} {turn:%FT%T.%f}\n")
