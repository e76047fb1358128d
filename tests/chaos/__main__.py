"""`make chaos`: break everything around the deliveries, and see whether they notice; then see who delays whom."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

# The settings are named before anything that reads them is imported.
from tests.chaos.campaign import Extent
from tests.chaos.conduct import PATIENT_WITH_CRASHES, conduct, isolate
from tests.chaos.isolation import table
from tests.chaos.judge import judge
from tests.chaos.report import report
from tests.flows.delivery.database import copy_database
from tests.flows.delivery.installation import Installation, installed
from tests.prepared_database import postgresql
from tests.services import Postgresql, redis_server

LONG = Extent(deliveries=10_000, faults=210, hooks=48, minutes=60)
SHORT = Extent(deliveries=1_000, faults=30, hooks=12, minutes=20)


def main() -> None:
    parser = ArgumentParser(prog="make chaos", description=__doc__)
    short = f"{SHORT.deliveries} deliveries and {SHORT.faults} faults"
    parser.add_argument("--quick", action="store_true", help=f"only {short}")
    parser.add_argument("--only", choices=("faults", "isolation"), help="leave out the other half")
    options = parser.parse_args()
    print("  › Preparing", flush=True)
    with postgresql() as server:
        broken = options.only != "isolation" and rage(server, SHORT if options.quick else LONG)
        missed = options.only != "faults" and measure(server)
    sys.exit(broken or missed)


def rage(server: Postgresql, extent: Extent) -> bool:
    """Whether a campaign has broken anything; prints what it came to."""
    with installation("campaign", server, PATIENT_WITH_CRASHES) as made:
        evidence = conduct(made, extent)
    print(f"\n{report(evidence)}\n", flush=True)
    return any(judge(evidence).values())


def measure(server: Postgresql) -> bool:
    """Whether anybody had to wait for too long; prints how long."""
    with installation("isolation", server, {}) as made:
        figures = isolate(made)
    print(f"\n{table(figures)}\n", flush=True)
    return any(figure.is_missed for figure in figures)


@contextmanager
def installation(name: str, server: Postgresql, delivery: Mapping[str, Any]) -> Iterator[Installation]:
    """An installation with a database and a Redis of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"meridian-{name}-")))
        servers = {"postgresql": server, "redis": stack.enter_context(redis_server())}
        yield stack.enter_context(installed(folder, copy_database(server, name), delivery=delivery, **servers))


if __name__ == "__main__":
    main()
