"""Nobody's trouble is another's delay, measured at full size and with the usual numbers of the protocol.

A hundred receivers hang until the deadline and one is well; then ten thousand messages wait for one that recovers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from statistics import quantiles

from integrations.policy import Policy
from tests.chaos.receivers import Receivers
from tests.chaos.records import Arrival
from tests.flows.delivery.installation import Installation
from tests.services import wait_until

HANGING, QUEUED, PAGES = 100, 10_000, 60
WELL, BACK = "quick-1", "quick-3"
WORKERS = ("worker-1", "worker-2")
PROMISED = 2.0  # seconds until a first attempt at a receiver that is well
NAMES = [*(f"deaf-{2 * number + 1}" for number in range(HANGING)), WELL, BACK]  # odd: without TLS
MOST = 4  # requests at once
NOT_TRIED = "SELECT COUNT(*) FROM integrations_destination WHERE name LIKE 'deaf-%' AND failures = 0"
PAUSE = "UPDATE integrations_destination SET state = 'paused' WHERE name {}"
RULES = Policy()


@dataclass(frozen=True)
class Figure:
    """One line of the result; `limit` is the most it may be, None where it only says how things are."""

    name: str
    value: float
    limit: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.limit is not None and self.value > self.limit


class Isolation:
    """The measure, step by step, on an installation whose workers are not running yet."""

    def __init__(self, installation: Installation, receivers: Receivers) -> None:
        self.installation, self.receivers = installation, receivers

    def measure(self) -> list[Figure]:
        self.installation.database.write(PAUSE.format(f"= '{BACK}'"))
        self.publish(3)
        for worker in WORKERS:
            self.installation.start_worker(worker)
        return [self.cold_start(), self.among_failing(), *self.beside_a_backlog()]

    def cold_start(self) -> Figure:
        """Each of those that hang is tried once before the one that is well, by all senders at the same time."""
        self.until(lambda: bool(self.arrivals(WELL)), "a first attempt")
        waited = self.arrivals(WELL)[0].at - min(one.at for one in self.receivers.arrivals)
        bound = ceil(HANGING / (RULES.senders * len(WORKERS))) * RULES.deadline + PROMISED
        return Figure("cold start: seconds until the one that is well is tried", waited, bound)

    def among_failing(self) -> Figure:
        """Once each of those that hang has failed."""
        self.until(lambda: not self.installation.database.value(NOT_TRIED), "a failure of each")
        return Figure("after one failure of each: the longest wait in seconds", max(self.waits()), PROMISED)

    def beside_a_backlog(self) -> list[Figure]:
        """What another receiver notices of a backlog, and how the one that recovers is treated."""
        self.installation.database.write(PAUSE.format("LIKE 'deaf-%'"))
        before = self.waits()
        self.inside("queue", BACK, str(QUEUED))
        beside = self.waits()
        over = max(one.at_once - min(MOST, max(1, one.answered)) for one in self.arrivals(BACK))
        return [
            Figure("95th percentile of another's waits in seconds, before a backlog", _p95(before)),
            Figure(f"95th percentile beside a backlog of {QUEUED}", _p95(beside), PROMISED),
            Figure("requests at once over the ramp, to the one that recovers", over, 0),
            Figure("requests to the one that recovers meanwhile", len(self.arrivals(BACK))),
        ]

    def waits(self) -> list[float]:
        """How long the receiver that is well has waited for each of some pages after it was committed."""
        committed = self.publish(PAGES)
        self.until(lambda: committed.keys() <= {one.message_id for one in self.arrivals(WELL)}, "all messages")
        first = {one.message_id: one.at for one in reversed(self.arrivals(WELL))}
        return [first[message] - moment for message, moment in committed.items()]

    def publish(self, pages: int) -> dict[str, float]:
        found: dict[str, float] = json.loads(self.inside("publish", str(pages)))
        return found

    def inside(self, *arguments: str) -> str:
        return self.installation.run("-m", "tests.chaos.traffic", *arguments)

    def arrivals(self, name: str) -> list[Arrival]:
        return [one for one in self.receivers.arrivals if one.receiver == name]

    def until(self, happened: Callable[[], bool], what: str) -> None:
        wait_until(happened, what)


def _p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1]


def table(figures: list[Figure]) -> str:
    rows = [f"| {one.name} | {one.value:.2f} | {'' if one.limit is None else one.limit} |" for one in figures]
    return "\n".join(["| what | measured | at most |", "|---|---:|---:|", *rows])
