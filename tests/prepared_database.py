"""A migrated SQLite database kept between runs: a run copies it instead of applying every migration again.

Django still runs `migrate` on the copy, so that a kept file can be late but not wrong; it is named after everything
that shapes it, so that an edited migration makes a new one.
"""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.db import connection


def fingerprint() -> str:
    """A name for the schema: every migration file and setting there is."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    folders.append(Path(__file__).parents[1] / "cms" / "settings")
    files = sorted(path for folder in folders for path in folder.glob("*.py"))
    return sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()[:16]


class Prepared:
    """The kept file for the present schema, in a folder that pytest may clear."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{fingerprint()}.sqlite3"

    def copy_to(self, target: str) -> None:
        """Put a copy at `target`, if one is kept."""
        if self.path.exists():
            shutil.copyfile(self.path, target)

    def keep(self) -> None:
        """Keep the connected database, unless that has been done; complete or not at all."""
        if not self.path.exists():
            draft = self.path.with_suffix(f".{os.getpid()}")
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM INTO '{draft}'")
            draft.replace(self.path)
