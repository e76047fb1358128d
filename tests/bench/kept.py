"""The prepared database, kept between runs: making it takes minutes, restoring it seconds."""

import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.ops.programs import ROOT
from tests.services import Postgresql, require


class Kept:
    """A dump of the present content in a folder; named after everything that shapes it, so that it is never stale.

    Args:
        folder: where dumps are kept.
        articles: how many articles the content has.
    """

    def __init__(self, folder: Path, articles: int) -> None:
        self.path = folder / f"{articles}-{fingerprint()}.dump"

    def restore(self, server: Postgresql) -> bool:
        """Fill an empty server; False when nothing is kept."""
        if self.path.exists():
            run("pg_restore", server, "--dbname", "postgres", str(self.path))
        return self.path.exists()

    def keep(self, server: Postgresql) -> None:
        """Keep what the server holds, instead of what was kept of other content."""
        for late in self.path.parent.glob("*.dump"):
            late.unlink()
        draft = self.path.with_suffix(".draft")
        run("pg_dump", server, "--format", "custom", "--file", str(draft), "postgres")
        draft.replace(self.path)


def run(program: str, server: Postgresql, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a server, to its good end."""
    subprocess.run([require(program), "-h", str(server.directory), "-U", "postgres", *arguments], check=True)


def fingerprint() -> str:
    """A name for the content: every file that has a part in it. The API only reads it."""
    return sha256(b"".join(path.read_bytes() for path in sorted(sources()))).hexdigest()[:12]


def sources() -> Iterator[Path]:
    yield from (Path(__file__).with_name(name) for name in ("content.py", "publish.py", "rows.py"))
    yield from (ROOT / "integrations").glob("migrations/*.py")
    for path in (ROOT / "cms").rglob("*"):
        if path.suffix in {".py", ".toml", ".html"} and "api" not in path.relative_to(ROOT).parts:
            yield path
