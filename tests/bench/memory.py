"""How much memory the processes hold after they have worked."""

import os
from pathlib import Path

from tests.bench.measure import Figure
from tests.bench.site import Site, Web
from tests.flows.delivery.programs import Program
from tests.services import wait_until

WORKER = [
    "celery",
    "-A",
    "cms",
    "worker",
    "-P",
    "threads",
    "-c",
    "16",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]
RENDERED = 100
MARK = f"from cms.publications.staleness import *; leave_marks(everything()[-{RENDERED}:])"
LEFT = "from cms.publications.models import StaleMark; print(StaleMark.objects.count())"


def figures(site: Site, web: Web) -> list[Figure]:
    """The memory of a web server that has been measured, and of a worker that has rendered a hundred documents."""
    site.python(MARK)
    worker = site.start("worker", *WORKER)
    wait_until(lambda: int(site.python(LEFT)) == 0, "the worker's work", seconds=180)
    return [
        Figure("memory of web (two workers) after load", resident(web.program), unit="MiB"),
        Figure(f"memory of a worker after {RENDERED} documents", resident(worker), unit="MiB"),
    ]


def resident(program: Program) -> float:
    """The resident memory (Linux) in MiB of a program and of what it has started; shared pages count in each."""
    if program.process is None:
        return 0
    folders = [folder for folder in Path("/proc").glob("[0-9]*") if group_of(folder) == program.process.pid]
    pages = sum(int((folder / "statm").read_text().split()[1]) for folder in folders)
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def group_of(process: Path) -> int | None:
    """The process group; None when the process has just ended."""
    try:
        return os.getpgid(int(process.name))
    except ProcessLookupError:
        return None
