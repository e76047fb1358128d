"""The supervisor keeps its children alive, paces restarts and leaves nothing behind."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms.supervisor import AlreadyRunning, Child, Supervisor
from tests.ops.programs import ROOT
from tests.services import wait_until

SLEEPER = ["tests.ops.sleeper"]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    supervisor = Supervisor(ROOT, tmp_path, announce=lambda line: None)
    supervisor.take_lifeline()
    yield supervisor
    supervisor.stop()
    os.close(supervisor.pipe)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def only_child(supervisor: Supervisor) -> Child:
    [child] = supervisor.children
    return child


def test_a_killed_child_is_started_again(supervisor: Supervisor) -> None:
    """A child that is killed comes back as another process, and people are told."""
    told: list[str] = []
    supervisor.announce = told.append
    supervisor.start({"sleeper": SLEEPER})
    child = only_child(supervisor)
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)

    def is_back() -> bool:
        return supervisor.look_after() and child.process is not None and child.process.pid != first and child.alive

    wait_until(is_back, "the restart")
    assert told == ["sleeper ended unexpectedly (code -9); starting it again"]


def test_pauses_grow_with_quick_failures(supervisor: Supervisor) -> None:
    """A child that cannot start is tried again after 2, 4, 8 … seconds, at most every thirty."""
    supervisor.start({"broken": ["no_such_module"]})
    child = only_child(supervisor)
    wait_until(lambda: supervisor.look_after() and child.failures == 2, "the second failure")
    assert child.pause == 4
    child.failures = 20
    assert child.pause == 30


def test_stop_ends_every_child(supervisor: Supervisor) -> None:
    """After stopping, no child is left, not even one that ignores the request."""
    supervisor.start({"one": SLEEPER, "two": [*SLEEPER, "stubborn"]})
    time.sleep(1)
    supervisor.stop()
    assert not any(child.alive for child in supervisor.children)


def test_a_signal_asks_it_to_stop(supervisor: Supervisor) -> None:
    """SIGTERM ends the loop instead of the process."""
    supervisor.start({"sleeper": SLEEPER})
    os.kill(os.getpid(), signal.SIGTERM)
    supervisor.run()
    assert supervisor.stopping


def test_only_one_supervisor_a_data_folder(supervisor: Supervisor, tmp_path: Path) -> None:
    """A second supervisor over the same data says so instead of starting."""
    with pytest.raises(AlreadyRunning, match="already runs"):
        Supervisor(ROOT, tmp_path, announce=lambda line: None).take_lifeline()
