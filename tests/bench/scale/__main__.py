"""`make bench-scale`: whether any address answers more slowly because more is published, and how fast search is."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.bench.report import machine
from tests.bench.scale import report
from tests.bench.scale.installations import Installation, installations
from tests.bench.scale.measure import Growth, Sides, beside_a_detail, doors_of, measure
from tests.ops.programs import ROOT

RESULTS = ROOT / "build" / "bench" / "scale"
TIMES, AGAIN = 8, 40


def main() -> None:
    parser = ArgumentParser(prog="make bench-scale", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 documents instead of 100,000")
    sizes = (1000, 20_000 if parser.parse_args().quick else 100_000)
    RESULTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder,
        installations(Path(folder), sizes, RESULTS, tell) as (small, large),
    ):
        doors = list(doors_of(small, large))
        growths = grown(small, large, doors)
        beside = list(measure(large, large, beside_a_detail(doors), AGAIN))
    report.write(growths, RESULTS / "scale.json")
    print(f"\n{report.table(growths, sizes)}\n\n{report.search(beside, sizes[1])}\n\n{machine()}")
    print(f"\nWays over {report.GOAL}:\n{report.over(growths)}")
    sys.exit(report.is_missed(growths, beside))


def grown(small: Installation, large: Installation, doors: list[Sides]) -> list[Growth]:
    """Every way, and those that seem to have grown once more and longer: among a thousand some meet a busy moment."""
    tell(f"Asking in {len(doors)} ways, {TIMES} times each")
    first = list(measure(small, large, doors, TIMES))
    doubtful = [growth.sides for growth in first if growth.ratio > report.GOAL]
    tell(f"{len(doubtful)} of them once more, {AGAIN} times each")
    settled = [growth for growth in first if growth.ratio <= report.GOAL]
    return [*settled, *measure(small, large, doubtful, AGAIN)]


def tell(line: str) -> None:
    print(f"  › {line}", flush=True)


if __name__ == "__main__":
    main()
