"""Interleaved runs, because a machine is not the same from one minute to the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.comparisons import Comparison
from tests.bench.load import Target, fetch


@dataclass(frozen=True)
class Pace:
    """How long is measured: so many rounds of so many seconds for each side of each comparison."""

    rounds: int = 5
    seconds: int = 2


@dataclass(frozen=True)
class Figure:
    """One line of the result.

    Args:
        name: what was measured.
        ours, baseline: the medians; a figure that stands alone has no baseline.
        ratio: the median of the rounds' ratios, which is not the ratio of the medians.
        unit: of both medians.
        goal: what the ratio has to reach; None where nothing was promised.
    """

    name: str
    ours: float
    baseline: float | None = None
    ratio: float | None = None
    unit: str = "requests/s"
    goal: float | None = None

    @property
    def is_missed(self) -> bool:
        return self.goal is not None and self.ratio is not None and self.ratio < self.goal


def measure(compared: Iterable[Comparison], pace: Pace, folder: Path, tell: Callable[[str], None]) -> list[Figure]:
    """Measure every comparison once a round, its two sides one right after the other, each first in every other round.

    Args:
        compared: what to measure.
        pace: for how long.
        folder: takes wrk's scripts.
        tell: told what is being done, a line at a time.
    """
    chosen = list(compared)
    rates: dict[str, list[tuple[float, float]]] = {comparison.name: [] for comparison in chosen}
    for comparison in chosen:
        warm_up(comparison)
    for turn in range(pace.rounds):
        tell(f"Round {turn + 1} of {pace.rounds}")
        for comparison in chosen:
            rates[comparison.name].append(both(comparison, pace.seconds, folder, ours_first=turn % 2 == 0))
    return [figure(comparison, rates[comparison.name]) for comparison in chosen]


def warm_up(comparison: Comparison) -> None:
    """Let every process and thread answer: the first answer makes what later ones find made."""
    for target in (comparison.ours, comparison.baseline):
        for _ in range(8):
            fetch(target.server, target.addresses[0])


def both(comparison: Comparison, seconds: int, folder: Path, *, ours_first: bool) -> tuple[float, float]:
    """Requests a second of ours and of the baseline."""
    sides: dict[str, Target] = {"ours": comparison.ours, "baseline": comparison.baseline}
    order = list(sides) if ours_first else list(reversed(sides))
    rates = {side: sides[side].requests_per_second(seconds, folder) for side in order}
    return rates["ours"], rates["baseline"]


def figure(comparison: Comparison, rates: list[tuple[float, float]]) -> Figure:
    """The medians of what was measured."""
    ours, baseline = (median(side) for side in zip(*rates, strict=True))
    ratio = median(ours / baseline for ours, baseline in rates)
    return Figure(comparison.name, ours, baseline, ratio, goal=comparison.goal)
