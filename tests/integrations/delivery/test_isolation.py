"""Nobody's trouble is another's delay: real threads, a real database, and receivers that hang."""

import time
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from statistics import quantiles
from threading import Lock
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from integrations import clock
from integrations.channels import CHANNELS
from integrations.channels.base import Account, Message, Outcome, Payload, Send, Verdict
from integrations.delivery.desk import Desk
from integrations.http import DoorError
from integrations.models import Attempt, Delivery, Destination
from tests.integrations.fakes import FakeChannel, make_delivery, make_destination
from tests.services import wait_until

SENDERS, DEADLINE, HANGING = 8, 1.0, 16
PROMISED = 2.0  # seconds until the first attempt to a receiver that is well
BUSY = 30.0  # seconds more on a machine that does other things besides; the order and the shares hold on any
NUMBERS = {"deadline": DEADLINE, "lease": 10, "margin": 1, "pause": 0.2, "rest": 0.5, "schedule": [0, *[0.5] * 99]}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql"),  # SQLite has one writer at a time
]


class Receivers(FakeChannel):
    """Receivers that hang until the deadline, or answer after a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[str, list[float]] = {}
        self.answered: dict[str, int] = {}
        self.under_way: dict[str, int] = {}
        self.most: dict[str, list[tuple[int, int]]] = {}
        self.hanging: set[str] = set()
        self.lock = Lock()

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        return Payload(b"{}", "application/json")

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        name = account.config["name"]
        self.enter(name)
        try:
            if name in self.hanging:
                time.sleep(DEADLINE)
                raise DoorError("not finished", written=True)
            time.sleep(0.02)
            self.answered[name] = self.answered.get(name, 0) + 1
            return Verdict(Outcome.OK)
        finally:
            self.leave(name)

    def enter(self, name: str) -> None:
        with self.lock:
            self.begun.setdefault(name, []).append(time.monotonic())
            self.under_way[name] = self.under_way.get(name, 0) + 1
            self.most.setdefault(name, []).append((self.answered.get(name, 0), self.under_way[name]))

    def leave(self, name: str) -> None:
        with self.lock:
            self.under_way[name] -= 1

    def waited(self, since: float) -> float:
        """Seconds until the receiver that is well was first tried after a moment."""
        wait_until(lambda: any(at >= since for at in self.begun.get("well", [])), "an attempt")
        return min(at for at in self.begun["well"] if at >= since) - since


@pytest.fixture
def receivers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Receivers:
    settings.DELIVERY = NUMBERS
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the threads end with the test
    channel = Receivers()
    monkeypatch.setitem(CHANNELS, "fake", channel)
    return channel


@pytest.fixture
def at_work(receivers: Receivers) -> Iterator[Callable[[], None]]:
    """Begins the work of one worker process; it ends with the test."""
    desk = Desk(SENDERS)
    yield desk.start
    receivers.hanging.clear()
    desk.stop()
    connection.close()


def receiver(name: str, deliveries: int, **fields: Any) -> Destination:
    destination = make_destination(name=name, config={"name": name}, **fields)
    for _ in range(deliveries):
        make_delivery(destination, due_at=clock.now())
    return destination


def at_the_hanging(receivers: Receivers) -> int:
    """How many senders those hold that hang."""
    return sum(receivers.under_way[name] for name in receivers.hanging)


def test_one_that_is_well_is_served_at_once_among_many_that_hang(
    receivers: Receivers, at_work: Callable[[], None]
) -> None:
    """At a cold start each of N that hang is tried once before the one that is well, which takes S senders ceil(N / S)
    deadlines. Once each has failed they hold a quarter of the senders together, and it waits no more.
    """
    receivers.hanging = {f"hanging {number}" for number in range(HANGING)}
    for name in sorted(receivers.hanging):
        receiver(name, 3)
    well = receiver("well", 1)
    began = time.monotonic()
    at_work()
    assert receivers.waited(began) < ceil(HANGING / SENDERS) * DEADLINE + PROMISED + BUSY
    first = Attempt.objects.get(delivery__destination=well).started_at
    before = Attempt.objects.filter(started_at__lt=first).values_list("delivery__destination__name", flat=True)
    assert sorted(before) == sorted(set(before))
    wait_until(lambda: not Destination.objects.filter(failures=0).exclude(pk=well.pk).exists(), "a failure of each")
    wait_until(lambda: at_the_hanging(receivers) <= SENDERS // 4, "the end of what was begun before")
    for _ in range(3):
        began = time.monotonic()
        make_delivery(well, due_at=clock.now())
        assert receivers.waited(began) < PROMISED + BUSY
        assert at_the_hanging(receivers) <= SENDERS // 4


def test_one_that_recovers_is_not_flooded_and_delays_nobody(receivers: Receivers, at_work: Callable[[], None]) -> None:
    """A backlog goes out along the ramp, while the messages for another receiver go out as ever."""
    receivers.hanging = {"back"}
    receiver("back", 40, failures=5, ramp=0, rests_until=clock.now())
    well, waits = receiver("well", 0), []
    receivers.hanging.clear()
    at_work()
    for _ in range(10):
        began = time.monotonic()
        make_delivery(well, due_at=clock.now())
        waits.append(receivers.waited(began))
    wait_until(lambda: not Delivery.objects.exclude(state="sent").exists(), "the end of the backlog")
    assert all(under_way <= min(4, max(1, answered)) for answered, under_way in receivers.most["back"])
    assert quantiles(waits, n=20)[-1] < PROMISED + BUSY
