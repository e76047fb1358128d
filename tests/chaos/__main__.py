"""`make chaos`: break everything around the deliveries, and see whether they notice."""

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
from tests.chaos.conduct import PATIENT_WITH_CRASHES, conduct
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
    extent = SHORT if parser.parse_args().quick else LONG
    print("  › Preparing", flush=True)
    with postgresql() as server, installation("campaign", server, PATIENT_WITH_CRASHES) as made:
        evidence = conduct(made, extent)
    print(f"\n{report(evidence)}\n", flush=True)
    sys.exit(any(judge(evidence).values()))


@contextmanager
def installation(name: str, server: Postgresql, delivery: Mapping[str, Any]) -> Iterator[Installation]:
    """An installation with a database and a Redis of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"meridian-{name}-")))
        servers = {"postgresql": server, "redis": stack.enter_context(redis_server())}
        yield stack.enter_context(installed(folder, copy_database(server, name), delivery=delivery, **servers))


if __name__ == "__main__":
    main()
