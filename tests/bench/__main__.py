"""`make bench`: how fast the API is beside Wagtail's own, and beside the least that Django can do."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.bench import memory, report, starts
from tests.bench.comparisons import comparisons
from tests.bench.measure import Figure, Pace, measure
from tests.bench.site import NEVER_REACHED, UNLIMITED, installed
from tests.ops.programs import ROOT

ARTICLES = 2000
RESULTS = ROOT / "build" / "bench"


def main() -> None:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds, and neither memory nor starts")
    quick = parser.parse_args().quick
    RESULTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder:
        figures = reading(Path(folder), quick=quick)
    if not quick:
        with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder:
            figures += starts.figures(Path(folder))
    report.write(figures, RESULTS / "bench.json")
    print(f"\n{report.table(figures)}\n\n{report.machine()}")
    sys.exit(any(figure.is_missed for figure in figures))


def reading(folder: Path, *, quick: bool) -> list[Figure]:
    """How fast it reads, and what memory that takes."""
    tell(f"Preparing the demonstration and {ARTICLES} articles (minutes the first time, kept in build/bench)")
    with installed(folder, ARTICLES, RESULTS) as site:
        limited, unlimited = site.start_web("limited", NEVER_REACHED), site.start_web("unlimited", UNLIMITED)
        chosen = comparisons(limited.address, unlimited.address)
        figures = measure(chosen, Pace(rounds=2) if quick else Pace(), folder, tell)
        return figures if quick else [*figures, *memory.figures(site, limited)]


def tell(line: str) -> None:
    print(f"  › {line}", flush=True)


if __name__ == "__main__":
    main()
