"""`make bench-edge`: how fast nginx answers from what it has kept, beside files with the same bytes."""

import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests import prepared_database
from tests.bench import report
from tests.bench.__main__ import RESULTS, tell
from tests.bench.comparisons import DIFFERENT, Comparison, read
from tests.bench.load import Target
from tests.bench.measure import Pace, measure
from tests.bench.site import HOST, UNLIMITED, Site, production
from tests.nginx import Nginx

GOAL = 0.8
DOCUMENTS = "/api/v1/documents/"
BY_NGINX = {"server", "date", "content-type", "content-length", "last-modified", "etag", "connection", "accept-ranges"}
RENEW = "from cms.publications.edge import renew; renew()"
FIRST_LOCATION = "        location / {\n"


def main() -> None:
    parser = ArgumentParser(prog="make bench-edge", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds")
    pace = Pace(rounds=2) if parser.parse_args().quick else Pace(rounds=9)
    RESULTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder, ExitStack() as stack:
        edge = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="edge-")))
        compared = stack.enter_context(in_front(demonstration(Path(folder), stack), edge))
        figures = measure([compared], pace, Path(folder), tell)
    report.write(figures, RESULTS / "bench-edge.json")
    print(f"\n{report.table(figures)}\n\n{report.machine()}")
    sys.exit(any(figure.is_missed for figure in figures))


def demonstration(folder: Path, stack: ExitStack) -> Site:
    """The demonstration on SQLite: what nginx keeps, no database is asked for."""
    tell("Preparing the demonstration (a minute or two)")
    prepared_database.sqlite(folder / "meridian.sqlite3")
    site = Site(folder, production(folder, f"sqlite:///{folder}/meridian.sqlite3", ""), stack)
    (folder / "static").mkdir()
    site.manage("load_demo")
    return site


@contextmanager
def in_front(site: Site, edge: Path) -> Iterator[Comparison]:
    """What is asked of an nginx in front of the site: a hundred details that it keeps, and as many files.

    Args:
        edge: the folder of the version. nginx reads every part of its path with each request: as it is a folder of the
            root in the container, it should be a short one here.
    """
    nginx = Nginx(site.folder, HOST, edge)
    site.values |= {"EDGE_FOLDER": str(nginx.edge), "API_CACHE_CONTROL": "public, max-age=86400"}
    site.python(RENEW)
    web = site.start_web("web", UNLIMITED)
    details = [f"{DOCUMENTS}{item['id']}/" for item in read(web.address, f"{DOCUMENTS}?limit={DIFFERENT}")["items"]]
    nginx.configure(web.address)
    os.environ["SSL_CERT_FILE"] = nginx.certificate
    with nginx.running():
        headers = [keep(nginx, detail) for detail in details]
    add_files(nginx, headers[0])
    with nginx.running():
        files = Target(nginx.address, [f"/file{detail}index.json" for detail in details])
        yield Comparison("detail kept by nginx / a file", Target(nginx.address, details), files, GOAL)


def keep(nginx: Nginx, detail: str) -> dict[str, str]:
    """Have nginx keep a detail, and put the same bytes into a file; returns the headers of the answer."""
    with urlopen(nginx.address + detail, timeout=30) as answer:
        body, headers = answer.read(), dict(answer.headers)
    json.loads(body)
    file = nginx.folder / "file" / detail.strip("/") / "index.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(body)
    return headers


def add_files(nginx: Nginx, headers: dict[str, str]) -> None:
    """Serve the files beside what is kept, with the headers of such an answer."""
    told = {name: value for name, value in headers.items() if name.lower() not in BY_NGINX}
    lines = "".join(f"            add_header {name} {json.dumps(value)};\n" for name, value in told.items())
    place = f"        location /file/ {{\n            root {nginx.folder};\n{lines}        }}\n\n"
    configuration = nginx.folder / "nginx.conf"
    configuration.write_text(configuration.read_text().replace(FIRST_LOCATION, place + FIRST_LOCATION, 1))


if __name__ == "__main__":
    main()
