"""A storm of kill -9 at every point of a delivery and misbehaving remote services, on SQLite without a broker.

`test_chaos` does the same, and more, on PostgreSQL and Redis.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.flows.delivery.aftermath import Aftermath, settled
from tests.flows.delivery.conftest import Maker
from tests.flows.delivery.installation import Installation
from tests.flows.delivery.prepare import CAP, CAPPED, HOOKS, POSTING
from tests.flows.delivery.storm import Storm, kill

pytestmark = [pytest.mark.slow, pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("embedded")]
PAGES = 64  # at the least
FEWEST = 300
WORKERS = ("worker-1", "worker-2")
LATEST = "SELECT MAX(sequence) FROM publications_change"
COUNTED = """
    SELECT delivery.attempts, COUNT(attempt.id), MAX(attempt.number), COUNT(attempt.finished_at)
    FROM integrations_delivery delivery JOIN integrations_attempt attempt ON attempt.delivery_id = delivery.id
    GROUP BY delivery.id, delivery.attempts
"""
CONCURRENCY = "SELECT id, CASE channel WHEN 'x' THEN 1 ELSE 4 END FROM integrations_destination"


@pytest.fixture(scope="module")
def aftermath(on_sqlite: Maker) -> Iterator[Aftermath]:
    """What is left after the storm."""
    with on_sqlite("storm") as installation:
        yield weather(installation)


def weather(installation: Installation) -> Aftermath:
    """Publish through a storm, wait until nothing is left to be done, and stop."""
    installation.run("-m", "tests.flows.delivery.prepare", str(installation.sandbox.data))
    baseline, stop = installation.database.value(LATEST), installation.folder / "stop"
    for worker in WORKERS:
        installation.start_worker(worker)
    installation.start("publisher", "tests.flows.delivery.publisher", str(PAGES), str(stop))
    storm = Storm(installation, [kill("publisher"), kill("worker-1")])
    storm.rage()
    stop.touch()
    storm.until(lambda: installation.programs["publisher"].done, "the last publication")
    storm.until(lambda: settled(installation), "rest")
    installation.stop()
    return Aftermath(installation, baseline, storm.most_leased)


def test_somebody_was_killed_at_every_point(aftermath: Aftermath) -> None:
    """Every fault point was passed, and took a process with it, several times."""
    faults = aftermath.installation.faults
    assert min(faults.hits().values()) > 0
    assert min(faults.kills().values()) >= 3


def test_every_misbehaviour_happened(aftermath: Aftermath) -> None:
    """No remote service was left with a misbehaviour that it had been asked for."""
    with aftermath.installation.sandbox.store.reading() as store:
        assert store.execute("SELECT target, written FROM fault WHERE remaining > 0").fetchall() == []


def test_there_was_much_to_deliver(aftermath: Aftermath) -> None:
    """At least 300 deliveries were sent, and nothing is under way, failed or waits for a person."""
    states = Counter[str]()
    for name in (*HOOKS, POSTING, CAPPED):
        states += aftermath.states(name)
    assert states["sent"] >= FEWEST
    assert states.keys() == {"sent", "waiting"}


def test_every_page_was_published_once(aftermath: Aftermath) -> None:
    """Each page that Wagtail holds live was said to be published, once."""
    assert len(aftermath.pages()) >= PAGES
    assert aftermath.published() == Counter(aftermath.pages())


@pytest.mark.parametrize("hook", HOOKS)
def test_every_webhook_heard_everything(aftermath: Aftermath, hook: str) -> None:
    """Each change arrived, verified, under one id with one body, and the receiver sees no gap in its numbers."""
    heard = aftermath.heard(hook)
    assert all(message["verified"] and message["bodies"] == 1 for message in heard)
    data = [message["body"]["data"] for message in heard]
    assert Counter((one["uid"].replace("-", ""), one["version"]) for one in data) == Counter(aftermath.changes())
    numbers = sorted((one["cursor"], one["previous_cursor"]) for one in data)
    assert numbers == [(number, number - 1) for number in range(1, len(heard) + 1)]


def test_all_webhooks_heard_the_same(aftermath: Aftermath) -> None:
    """A change has the same id at every receiver."""
    ids = [{message["message_id"] for message in aftermath.heard(hook)} for hook in HOOKS]
    assert ids[0] == ids[1] == ids[2]


def test_no_arrival_without_an_attempt(aftermath: Aftermath) -> None:
    """Whatever reached a receiver had been written down before it was sent."""
    attempts = aftermath.attempts()
    assert all(
        message["arrivals"] <= attempts[hook, message["message_id"]]
        for hook in HOOKS
        for message in aftermath.heard(hook)
    )


def test_the_timeline_has_every_article_once(aftermath: Aftermath) -> None:
    """No article stands twice, none is missing."""
    assert aftermath.posted(POSTING) == Counter(aftermath.pages())


def test_the_cap_of_an_hour_holds(aftermath: Aftermath) -> None:
    """Where only five an hour go out by themselves five stand there, and the rest waits."""
    posted = aftermath.posted(CAPPED)
    assert (len(posted), set(posted.values())) == (CAP, {1})
    assert aftermath.states(CAPPED) == {"sent": CAP, "waiting": len(aftermath.pages()) - CAP}


def test_the_caps_on_what_is_under_way_hold(aftermath: Aftermath) -> None:
    """Never were more deliveries under way than the destination's channel allows."""
    allowed = dict(aftermath.rows(CONCURRENCY))
    assert aftermath.most_leased
    assert all(most <= allowed[destination] for destination, most in aftermath.most_leased.items())


def test_attempts_are_numbered_and_ended(aftermath: Aftermath) -> None:
    """The attempts of a delivery are counted right, without gaps, and every one of them has an end."""
    assert all(len(set(counts)) == 1 for counts in aftermath.rows(COUNTED))
