"""The threads that use the network, and the loops that watch."""

from functools import partial
from threading import Event

import pytest

from integrations.delivery import senders as module
from integrations.delivery.look import Job
from integrations.delivery.lookout import Loop
from integrations.delivery.senders import Senders
from integrations.delivery.shares import Lane, Room
from integrations.policy import Policy
from tests.services import NEVER

pytestmark = pytest.mark.django_db


class Work:
    """Jobs that are under way until the test lets them end."""

    def __init__(self, count: int) -> None:
        self.waiting = count
        self.asked: list[int] = []
        self.begun = 0
        self.all_begun = Event()
        self.end = Event()

    def due(self, room: Room) -> list[Job]:
        self.asked.append(room.senders)
        taken = min(room.senders, self.waiting)
        self.waiting -= taken
        return [Job(self.job, Lane.FIRST)] * taken

    def job(self) -> None:
        self.begun += 1
        if not self.waiting:
            self.all_begun.set()
        self.end.wait(NEVER)


def test_no_more_is_claimed_than_can_begin_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two senders, two jobs under way; the third is left to whoever has a sender."""
    work = Work(3)
    monkeypatch.setattr(module, "due_jobs", work.due)
    pool = Senders(2)
    pool.fill()
    pool.fill()
    assert (work.asked, work.waiting) == ([2], 1)
    work.end.set()
    pool.stop()


def test_a_sender_that_is_free_again_takes_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to look for the rest to be sent."""
    work = Work(5)
    work.end.set()
    monkeypatch.setattr(module, "due_jobs", work.due)
    pool = Senders(2)
    pool.fill()
    assert work.all_begun.wait(NEVER)
    pool.stop()
    assert work.begun == 5


def test_stopping_waits_for_what_is_under_way_and_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warm shutdown ends what was begun."""
    work = Work(2)
    monkeypatch.setattr(module, "due_jobs", work.due)
    pool = Senders(1)
    pool.fill()
    pool._stopping = True
    work.end.set()
    pool.stop()
    assert (work.begun, work.waiting) == (1, 1)


def test_a_loop_outlives_its_errors_and_hears_a_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rung, it does not wait for its next turn."""
    monkeypatch.setattr("integrations.delivery.lookout.policy", partial(Policy, pause=60))
    turns, third = [], Event()

    def body() -> None:
        turns.append(1)
        if len(turns) == 3:
            third.set()
        raise RuntimeError("as told")

    loop = Loop("test", body)
    loop.start()
    for _ in range(200):
        loop.ring()
        if third.wait(0.02):
            break
    loop.stop()
    assert len(turns) >= 3
