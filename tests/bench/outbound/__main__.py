"""`make bench-outbound`: how fast webhooks leave the house, beside a plain loop of `requests.post`."""

import json
import signal
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import requests

from integrations.policy import Policy
from tests.bench import report
from tests.bench.measure import Figure
from tests.bench.site import Site, production
from tests.flows.delivery.programs import Program
from tests.services import accepts, free_port, postgresql, redis_server, wait_until

PROCESSES, THREADS, DESTINATIONS = 2, Policy().senders, 100
GOAL = 0.7
LONGEST = 300.0  # seconds that one round may take
SETTINGS = "tests.bench.outbound.settings"
WORKER = [
    "celery",
    "-A",
    "cms",
    "--quiet",
    "worker",
    "-P",
    "threads",
    "-c",
    "2",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]


@dataclass(frozen=True)
class Extent:
    """How much is measured: so many rounds of so many webhooks on each side, and so many seconds of publishing."""

    rounds: int = 5
    webhooks: int = 4000
    seconds: int = 60


def main() -> None:
    parser = ArgumentParser(prog="make bench-outbound", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds of 500 webhooks, ten seconds of publishing")
    extent = Extent(2, 500, 10) if parser.parse_args().quick else Extent()
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder, outbound(Path(folder), extent) as bench:
        figures = [bench.rate(extent), *bench.latencies(extent.seconds)]
    print(f"\n{report.table(figures)}\n\n{report.machine()}; {PROCESSES} processes with {THREADS} threads each")
    sys.exit(any(figure.is_missed for figure in figures))


@dataclass
class Outbound:
    """An installation with two workers, and a sink that takes whatever they send.

    Args:
        site: the installation.
        sink: its address.
        workers: the two Celery workers.
    """

    site: Site
    sink: str
    workers: list[Program]

    def rate(self, extent: Extent) -> Figure:
        """Webhooks a second, by their arrivals; the two sides take turns, each first in every other round."""
        rates: list[tuple[float, float]] = []
        for turn in range(extent.rounds):
            sides = [("ours", self.ours), ("plain", self.plain)]
            found = {name: side(extent.webhooks) for name, side in (sides if turn % 2 else reversed(sides))}
            rates.append((found["ours"], found["plain"]))
            tell(f"Round {turn + 1} of {extent.rounds}: {found['ours']:.0f} and {found['plain']:.0f} a second")
        ours, plain = (median(side) for side in zip(*rates, strict=True))
        ratio = median(ours / plain for ours, plain in rates)
        return Figure("webhooks to a sink on this machine", ours, plain, ratio, "a second", GOAL)

    def ours(self, count: int) -> float:
        self.run(f"release({count})")
        return per_second(self.arrivals(count))

    def plain(self, count: int) -> float:
        """The loop, while our workers stand still."""
        self.signal(signal.SIGSTOP)
        command = ["tests.bench.outbound.plain", f"{self.sink}/hooks/plain", str(count // PROCESSES), str(THREADS)]
        loops = [self.site.start(f"plain-{number}", *command) for number in range(PROCESSES)]
        try:
            return per_second(self.arrivals(count))
        finally:
            for loop in loops:
                loop.stop()
            self.signal(signal.SIGCONT)

    def latencies(self, seconds: int) -> list[Figure]:
        """From the commit of a change to the first byte at each of the destinations."""
        committed = json.loads(self.run(f"publish({seconds})"))
        arrivals = self.arrivals(seconds * DESTINATIONS)
        waits = quantiles([(moment - committed[message]) * 1000 for message, moment in arrivals], n=100)
        name = f"commit to first byte, one page a second to {DESTINATIONS} destinations"
        return [Figure(f"{name}: {at}th percentile", waits[at - 1], unit="ms") for at in (50, 99)]

    def arrivals(self, count: int) -> list[tuple[str, float]]:
        """The next so many arrivals at the sink."""
        found: list[tuple[str, float]] = []

        def complete() -> bool:
            found.extend(requests.get(self.sink, timeout=20).json())
            return len(found) >= count

        wait_until(complete, f"the arrival of {count} webhooks", LONGEST)
        return found

    def signal(self, number: signal.Signals) -> None:
        for worker in self.workers:
            if worker.process:
                worker.process.send_signal(number)

    def run(self, statement: str) -> str:
        return self.site.python(f"from tests.bench.outbound.content import *; {statement}")


def per_second(arrivals: list[tuple[str, float]]) -> float:
    moments = [moment for _message, moment in arrivals]
    return (len(moments) - 1) / (max(moments) - min(moments))


@contextmanager
def outbound(folder: Path, extent: Extent) -> Iterator[Outbound]:
    """Everything that is measured, warm."""
    with ExitStack() as stack:
        database, redis = stack.enter_context(postgresql()), stack.enter_context(redis_server())
        values = {**production(folder, database.url, redis.url), "DJANGO_SETTINGS_MODULE": SETTINGS}
        site = Site(folder, values, stack)
        port = free_port()
        site.start("sink", "tests.bench.outbound.sink", str(port))
        wait_until(lambda: accepts(("127.0.0.1", port)), "the start of the sink")
        bench = Outbound(site, f"http://127.0.0.1:{port}", [])
        tell("Preparing")
        site.manage("migrate", "--verbosity", "0")
        changes = -(-extent.rounds * extent.webhooks // DESTINATIONS) + 2
        bench.run(f"connect({DESTINATIONS}, '{bench.sink}'); store({changes})")
        bench.workers += [site.start(f"worker-{n}", *WORKER, "--hostname", f"{n}@%h") for n in range(PROCESSES)]
        bench.ours(2 * DESTINATIONS)
        yield bench


def tell(line: str) -> None:
    print(f"  › {line}", flush=True)


if __name__ == "__main__":
    main()
