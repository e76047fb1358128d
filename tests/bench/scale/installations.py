"""Two installations on one database server, which differ in how much is published."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.kept import Kept, run
from tests.bench.load import AS_PROXY, Refused
from tests.bench.site import UNLIMITED, Site, production
from tests.services import postgresql, redis_server

FILL = "from tests.bench.scale.content import fill; fill({first}, {last}, {number})"
FACTS = "from tests.bench.scale.facts import print_facts; print_facts()"
AT_ONCE = 20_000  # documents in one transaction
PATIENCE = 60.0  # seconds for one answer


@dataclass(frozen=True)
class Installation:
    """A running installation.

    Args:
        connection: to its web server; kept open, as a proxy keeps it.
        images: primary keys of images that documents show.
        previews: tokens that open drafts.
        facets: the names of all facets.
        middle: when the document in the middle was published.
        token: of a key that reads what members may, and drafts.
    """

    connection: HTTPConnection
    images: list[str]
    previews: list[str]
    facets: list[str]
    middle: str
    token: str

    def fetch(self, address: str, *, member: bool) -> bytes:
        """The body at an address.

        Raises:
            Refused: it was no success.
        """
        key = {"Authorization": f"Bearer {self.token}"} if member else {}
        self.connection.request("GET", address, headers={**AS_PROXY, **key})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Refused(f"{address}: {answer.status} {body[:300]!r}")
        return body

    def read(self, address: str, *, member: bool) -> Any:
        """The JSON at an address, which may name the server."""
        parts = urlsplit(address)
        try:
            return json.loads(self.fetch(parts._replace(scheme="", netloc="").geturl(), member=member))
        finally:
            self.connection.close()  # the server would, before it is asked again


@contextmanager
def installations(
    folder: Path, sizes: tuple[int, int], kept: Path, tell: Callable[[str], None]
) -> Iterator[tuple[Installation, Installation]]:
    """The demonstration twice, with so many documents more; nothing runs at the end.

    Args:
        folder: takes what the processes say.
        sizes: how many documents more each has.
        kept: where the demonstration is kept for the next run.
        tell: told what is being done.
    """
    with ExitStack() as stack:
        database, redis = stack.enter_context(postgresql()), stack.enter_context(redis_server())
        values = production(folder, database.url, redis.url)
        (folder / "static").mkdir()
        demonstration = Kept(kept, 0)
        if not demonstration.restore(database):
            demonstrate(Site(folder, values, stack))
            demonstration.keep(database)
        small, large = (f"documents_{size}" for size in sizes)
        for name in (small, large):
            run("createdb", database, "--template", "postgres", name)
        urls = (database.url_of(name) for name in (small, large))
        sites = [Site(folder, {**values, "DATABASE_URL": url}, stack) for url in urls]
        for site, size in zip(sites, sizes, strict=True):
            begun = time.monotonic()
            for first in range(1, size + 1, AT_ONCE):
                site.python(FILL.format(first=first, last=min(first + AT_ONCE - 1, size), number=size))
            tell(f"{size:,} documents written in {time.monotonic() - begun:.0f} seconds")
        for name in (small, large):
            run("psql", database, "--quiet", "--dbname", name, "--command", "VACUUM ANALYZE")
        yield running(sites[0], "small"), running(sites[1], "large")


def demonstrate(site: Site) -> None:
    """Fill an empty database with the demonstration."""
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_demo")


def running(site: Site, name: str) -> Installation:
    """An installation whose web server has been started; it ends with the site."""
    address = urlsplit(site.start_web(name, UNLIMITED).address)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
    return Installation(connection, **json.loads(site.python(FACTS)))
