"""The schedule where nobody beats time: two workers on SQLite run every job, each of them once."""

import os
import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.flows.delivery.aftermath import Aftermath, settled
from tests.flows.delivery.conftest import Maker
from tests.flows.delivery.installation import Installation
from tests.flows.delivery.prepare import HOOKS, POSTING
from tests.flows.delivery.timetable import SLUG
from tests.flows.delivery.trace import TRACES
from tests.services import wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),
    pytest.mark.xdist_group("delivery"),
]
PATH = f"/articles/{SLUG}/"
INTERVAL = timedelta(seconds=2)


@pytest.fixture(scope="module")
def calm(on_sqlite: Maker) -> Iterator[Installation]:
    """Two workers on SQLite, without a broker, with nothing to do."""
    with on_sqlite("calm", settings_module="tests.flows.delivery.quick_schedule") as installation:
        installation.run("-m", "tests.flows.delivery.prepare", str(installation.sandbox.data))
        for worker in ("worker-1", "worker-2"):
            installation.start_worker(worker)
        yield installation


def traces(installation: Installation) -> list[tuple[int, datetime]]:
    """Who ran the job that leaves a trace, for which turn."""
    file = installation.folder / TRACES
    lines = file.read_text().splitlines() if file.exists() else []
    return [(int(pid), datetime.fromisoformat(turn)) for pid, turn in map(str.split, lines)]


def test_a_job_runs_once_a_turn(calm: Installation) -> None:
    """Two workers take turns at a job, no turn is taken twice, and the one goes on when the other is killed."""
    wait_until(lambda: len({pid for pid, _ in traces(calm)}) == 2, "a turn of each worker")
    first, _ = traces(calm)[-1]
    os.kill(first, signal.SIGKILL)
    before = len(traces(calm))
    wait_until(lambda: len(traces(calm)) >= before + 3, "turns of the other worker")
    calm.revive()
    turns = [turn for _, turn in traces(calm)]
    assert all(later - earlier >= INTERVAL for earlier, later in pairwise(turns))


def test_pages_come_and_go_at_their_times(calm: Installation) -> None:
    """A scheduled article goes live, is told everywhere, expires, and is called back everywhere."""
    calm.run("-m", "tests.flows.delivery.timetable", "live")
    outside = Aftermath(calm, 0, {})
    wait_until(lambda: outside.posted(POSTING)[PATH] == 1, "the post")
    calm.run("-m", "tests.flows.delivery.timetable", "expire")
    wait_until(lambda: not outside.posted(POSTING)[PATH], "the end of the post")
    wait_until(lambda: settled(calm), "rest")
    for hook in HOOKS:
        said = [message["body"]["type"] for message in reversed(outside.heard(hook))]
        assert (said[0], said[-1]) == ("document.published", "document.unpublished")
