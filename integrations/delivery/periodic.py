"""The beat schedule where there is no broker: the workers run what is due, each job once for all of them."""

from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from celery.schedules import maybe_schedule
from django.conf import settings

from integrations import clock
from integrations.delivery.look import outlive
from integrations.models import PeriodicRun


def run_due() -> list[str]:
    """Run every job of the schedule whose time has come and that nobody else has taken; returns their names.

    A job that is not known yet first runs after one interval. One that fails or dies runs again at its next time:
    periodic jobs must be safe to repeat.
    """
    now = clock.now()
    runs = {run.name: run for run in PeriodicRun.objects.filter(name__in=settings.CELERY_BEAT_SCHEDULE)}
    missing = settings.CELERY_BEAT_SCHEDULE.keys() - runs.keys()
    PeriodicRun.objects.bulk_create(
        [PeriodicRun(name=name, due_at=_next(name, now)) for name in missing], ignore_conflicts=True
    )
    return [name for name, run in runs.items() if run.due_at <= now and take(run, now) and _run(name)]


def take(run: PeriodicRun, now: datetime) -> bool:
    """Moving the time on is the claim: only one worker finds it where it was."""
    mine = PeriodicRun.objects.filter(pk=run.pk, due_at=run.due_at)
    return bool(mine.update(due_at=_next(run.name, now), ran_at=now))


def _next(name: str, now: datetime) -> datetime:
    schedule: Any = maybe_schedule(settings.CELERY_BEAT_SCHEDULE[name]["schedule"])
    remaining: timedelta = schedule.remaining_estimate(schedule.now())
    return now + max(remaining, timedelta())


def _run(name: str) -> bool:
    entry = settings.CELERY_BEAT_SCHEDULE[name]
    task = current_app.tasks[entry["task"]]
    outlive(lambda: task(*entry.get("args", ()), **entry.get("kwargs", {})))
    return True
