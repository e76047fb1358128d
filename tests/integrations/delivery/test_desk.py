"""Who works in a worker process: the desk, its senders, and the loops that watch."""

from functools import partial
from threading import Event

import pytest

from integrations.delivery import desk as module
from integrations.delivery.desk import Desk
from integrations.delivery.look import Job
from integrations.delivery.loop import Loop
from integrations.delivery.shares import Lane, Room
from integrations.policy import Policy
from tests.services import NEVER, wait_until

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
    desk = Desk(2)
    desk.turn()
    desk.turn()
    assert (work.asked, work.waiting) == ([2], 1)
    work.end.set()
    desk._senders.shutdown(wait=True)


def test_a_sender_that_is_free_again_gets_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to look for the rest to be sent."""
    monkeypatch.setattr("integrations.delivery.loop.policy", partial(Policy, pause=NEVER))
    work = Work(5)
    work.end.set()
    monkeypatch.setattr(module, "due_jobs", work.due)
    desk = Desk(2)
    desk.start()
    assert work.all_begun.wait(NEVER)
    desk.stop()
    assert work.begun == 5


def test_stopping_waits_for_what_is_under_way_and_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warm shutdown ends what was begun."""
    work = Work(2)
    monkeypatch.setattr(module, "due_jobs", work.due)
    desk = Desk(1)
    desk.start()
    wait_until(lambda: work.begun == 1, "the first job")
    desk._loop._stopping = True
    work.end.set()
    desk.stop()
    assert (work.begun, work.waiting) == (1, 1)


def test_a_loop_outlives_its_errors_and_hears_a_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rung, it does not wait for its next turn."""
    monkeypatch.setattr("integrations.delivery.loop.policy", partial(Policy, pause=60))
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
