"""What the processes of a campaign do. Each function runs in a process of its own, in which Django is set up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from celery import current_app
from django.conf import settings
from django.db.models.signals import post_save

from integrations.faults import reached


def work(name: str, seconds_off: float = 0) -> None:
    """A Celery worker.

    Args:
        seconds_off: how far its wall clock is ahead; its monotonic clock is right.
    """
    if seconds_off:
        time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds_off), tick=True).start()
    watch_publications()
    node = ["--hostname", f"{name}@%h"]
    current_app.start(["--quiet", "worker", *settings.WORKER_OPTIONS, *node])


def beat(schedule: str) -> None:
    """Celery's beat, which keeps its memory in the file `schedule`."""
    current_app.start(["--quiet", "beat", "--schedule", schedule])


def watch_publications() -> None:
    """Make fault points of the two moments of a publication that only a listener sees: nothing is committed there."""
    from cms.articles.models import ArticlePage
    from cms.publications.models import Head

    post_save.connect(_page_saved, sender=ArticlePage)
    post_save.connect(_change_numbered, sender=Head)


def _page_saved(**_: Any) -> None:
    reached("page_saved")


def _change_numbered(**_: Any) -> None:
    reached("change_numbered")
