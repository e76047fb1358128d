"""What an installation keeps outside its database: who it is, and how far it has come.

A database can be copied and set back, and cannot tell. So two small files in the data folder remember what it should
say (`cms.publications.continuity` compares). They are no secrets, but belong into no backup.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings

from cms.core.folders import alone_in


def identity() -> str:
    """Who this installation is: `INSTALLATION_ID`, or a name made at the first start and kept in a file.

    The file names its own inode, so that a copy of it is no identity: where the data folder was copied or restored, a
    new one is made. (A snapshot of a whole disk keeps the inode and goes unnoticed.)
    """
    if settings.INSTALLATION_ID:
        return settings.INSTALLATION_ID
    if name := _kept_identity():
        return name
    with alone_in(_folder()):
        return _kept_identity() or _new_identity()


def generation(name: str) -> int:
    """How far the installation of this name has come; 0 where that is not remembered."""
    owner, _, number = _read("generation").partition(" ")
    return int(number) if owner == name and number.isdigit() else 0


def remember(number: int) -> None:
    """Remember a generation that is committed to the database; an earlier one changes nothing.

    Raises:
        OSError: it cannot be written, and an older database would not be noticed.
    """
    name = identity()
    with alone_in(_folder()):
        if number > generation(name):
            with _replacing("generation") as draft:
                draft.write(f"{name} {number}")


def _kept_identity() -> str:
    path = _folder() / "identity"
    name, _, inode = _read("identity").partition(" ")
    return name if inode and inode == str(path.stat().st_ino) else ""


def _new_identity() -> str:
    name = uuid4().hex
    with _replacing("identity") as draft:
        draft.write(f"{name} {os.fstat(draft.fileno()).st_ino}")
    return name


def _read(file: str) -> str:
    try:
        return (_folder() / file).read_text()
    except FileNotFoundError:
        return ""


@contextmanager
def _replacing(file: str) -> Iterator[IO[str]]:
    """Write a file that appears complete or not at all; everybody who runs the product here may read it."""
    with tempfile.NamedTemporaryFile("w", dir=_folder(), delete=False) as draft:
        yield draft
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(_folder() / file)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "installation"
