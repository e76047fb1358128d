"""The look: what a worker finds by reading the database."""

from functools import partial
from typing import Any

import pytest
from django.db import OperationalError

from integrations.delivery import look as module
from integrations.delivery.deliver import attempt
from integrations.delivery.look import Job, due_jobs, look, look_once
from integrations.delivery.lookup import Search, look_up
from integrations.delivery.shares import Room
from integrations.models import Delivery, PeriodicRun
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def kinds(jobs: list[Job]) -> list[Any]:
    return [job.run.func for job in jobs if isinstance(job.run, partial)]


def test_one_look_carries_a_change_to_its_destination(fake: FakeChannel) -> None:
    """Fan out, claim, send, finish."""
    make_destination()
    make_change()
    assert look_once() == 1
    assert Delivery.objects.get().state == "sent"
    assert look_once() == 0


def test_a_part_that_fails_does_not_stop_the_rest(fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks that cannot be drained hold up no delivery."""

    def broken() -> int:
        raise RuntimeError("no marks today")

    monkeypatch.setattr(module, "reconcile_pending", broken)
    make_destination()
    make_change()
    assert look_once() == 1


def test_one_destination_that_fails_does_not_stop_another(fake: FakeChannel) -> None:
    """Whatever a channel raises ends its own attempt only."""
    make_destination()
    make_destination()
    fake.verdicts = [ZeroDivisionError()]
    make_change()
    look_once()
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["ready", "sent"]


def test_one_look_up_comes_before_the_deliveries(social: FakeChannel, now: Clock) -> None:
    """However much there is to send, uncertain posts are settled."""
    for account in [make_destination() for _ in range(3)]:
        make_delivery(account, state="uncertain")
        make_delivery(account)
    assert kinds(due_jobs(Room.beside(3))) == [look_up, attempt, attempt]
    assert kinds(due_jobs(Room.beside(9))) == [look_up, attempt, look_up]


def test_deliveries_are_begun_although_look_ups_fail(fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was claimed must not wait for its lease to end."""

    def broken(most: int) -> list[Search]:
        raise OperationalError("away")

    monkeypatch.setattr(module, "claim_searches", broken)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    make_delivery(make_destination())
    assert kinds(due_jobs(Room.beside(3))) == [attempt]


def test_the_heartbeat_is_written_every_few_seconds(fake: FakeChannel, now: Clock) -> None:
    """Not at every look: an idle worker should not keep the disk busy."""
    moments = []
    for _ in range(8):
        look()
        moments.append(PeriodicRun.objects.get(name="heartbeat").ran_at)
        now.pass_(1)
    assert len(set(moments)) == 2
