"""Migrated databases, made once and copied by whoever needs one: every migration takes half a minute of computing.

They are kept from run to run, in a folder that pytest may clear, under a name that stands for everything that shapes
them, so that an edited migration makes a new one. Who comes first makes it; others wait until it is complete.
"""

import fcntl
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

from tests import services
from tests.ops.programs import ROOT, run
from tests.services import Postgresql, require

FOLDER = ROOT / ".pytest_cache" / "d" / "databases"
SHAPED_BY = ("cms", "integrations", "wagtail", "taggit", "django")
MIGRATED = "migrated"  # the database of this name on a PostgreSQL server


def fingerprint() -> str:
    """A name for the schema: every migration and every setting there is."""
    migrations = [path for folder in map(folder_of, SHAPED_BY) for path in sorted(folder.rglob("migrations/*.py"))]
    files = [*migrations, *sorted((ROOT / "cms" / "settings").glob("*.py"))]
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:16]


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


@contextmanager
def kept(kind: str, make: Callable[[Path], None]) -> Iterator[Path]:
    """The kept file of a kind, for as long as nobody else may touch it.

    Args:
        kind: what its name ends with.
        make: writes it anew, complete or not at all.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{fingerprint()}.{kind}"
    with (FOLDER / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
                draft = Path(folder) / file.name
                make(draft)
                for old in FOLDER.glob(f"*.{kind}"):
                    old.unlink()
                draft.replace(file)
        yield file


def migrate(database_url: str) -> None:
    """Apply every migration to an empty database."""
    with tempfile.TemporaryDirectory(prefix="meridian-migrating-") as folder:
        values = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "MERIDIAN_DATA_DIR": folder}
        done = run([sys.executable, "manage.py", "migrate", "-v0"], {**values, "DATABASE_URL": database_url})
    if done.returncode:
        raise RuntimeError(f"The migrations failed: {done.stderr}")


def sqlite(target: Path) -> None:
    """Put a migrated SQLite database at `target`."""
    with kept("sqlite3", make_sqlite) as file:
        copyfile(file, target)


def make_sqlite(draft: Path) -> None:
    migrate(f"sqlite:///{draft}")


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A running PostgreSQL server of one's own with the database MIGRATED, to be copied with `CREATE DATABASE`."""
    with tempfile.TemporaryDirectory(prefix="meridian-postgresql-") as directory:
        server = Postgresql(Path(directory))
        with kept(f"postgresql-{server.version}.tar", make_postgresql) as file:
            server.unpack(file)
        with server.running():
            yield server


def make_postgresql(draft: Path) -> None:
    with services.postgresql() as server:
        server.run([require("createdb"), "-h", str(server.directory), "-U", "postgres", MIGRATED])
        migrate(server.url_of(MIGRATED))
        server.stop()
        server.pack(draft)
