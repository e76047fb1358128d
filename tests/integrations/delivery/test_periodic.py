"""The beat schedule without a broker."""

import pytest
from celery import shared_task
from pytest_django import Settings

from integrations.delivery.periodic import run_due, take
from integrations.models import PeriodicRun
from tests.integrations.fakes import Clock

pytestmark = pytest.mark.django_db

ran: list[str] = []


@shared_task(name="tests.note")
def note(word: str) -> None:
    if word == "fail":
        raise RuntimeError("as told")
    ran.append(word)


@pytest.fixture(autouse=True)
def _schedule(settings: Settings) -> None:
    """Two jobs, one of which fails."""
    settings.CELERY_BEAT_SCHEDULE = {
        "good": {"task": "tests.note", "schedule": 60, "args": ("good",)},
        "bad": {"task": "tests.note", "schedule": 30, "args": ("fail",)},
    }
    ran.clear()


def test_a_job_runs_once_each_interval(now: Clock) -> None:
    """Looking more often does not run it more often."""
    for _ in range(130):
        run_due()
        now.pass_(1)
    assert ran == ["good", "good"]


def test_two_workers_never_run_the_same_turn(now: Clock) -> None:
    """Both have read that it is due; only one finds it where it was."""
    run_due()
    now.pass_(61)
    first, second = (PeriodicRun.objects.get(name="good") for _ in range(2))
    assert (take(first, now()), take(second, now())) == (True, False)


def test_a_job_that_fails_runs_again_at_its_next_time(now: Clock) -> None:
    """And keeps none of the others from running."""
    turns = 0
    for _ in range(4):
        turns += run_due().count("bad")
        now.pass_(31)
    assert turns == 3
    assert ran
