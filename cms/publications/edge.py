"""Which version of everything public stands, told to a proxy in front of us (docs/adr/0011).

The proxy has the version in the key of whatever it keeps: with a new one, nothing that it has kept is found again. A
version is the name of an empty folder, and a link beside it leads there. Where a link leads nginx can read with each
request, without a module (`$realpath_root` in deploy/nginx.conf).
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from cms.core.folders import alone_in
from cms.publications.models import Head

LINK = "version"


def renew_after_commit() -> None:
    """Renew the version once the present transaction is committed.

    Whoever asks the proxy from then on is answered from what was committed: with the new version nothing is kept yet,
    and what is still being made of the old state is kept with the old version. A failure is told to the operators and
    never breaks a save; `keep_up` mends it.
    """
    if settings.EDGE_FOLDER:
        transaction.on_commit(renew, robust=True)


def renew() -> None:
    """Make the proxy begin anew. No version comes twice, so it does not matter who of several is the last.

    Raises:
        OSError: the folder cannot be written.
    """
    folder, sequence = Path(settings.EDGE_FOLDER), _sequence()
    with alone_in(folder):
        former = _standing(folder)
        standing = _lead_to(folder, f"{sequence}-{uuid4().hex}")
        for version in _versions(folder):
            if version.name not in {former, standing}:  # who is reading the link may still look for the former
                version.rmdir()


def keep_up() -> None:
    """Renew where a process has ended between its commit and the renewal.

    Raises:
        OSError: the folder cannot be written.
    """
    if settings.EDGE_FOLDER and _standing(Path(settings.EDGE_FOLDER)).partition("-")[0] != str(_sequence()):
        renew()


def try_folder() -> None:
    """See whether the version could be renewed, without doing it.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = Path(settings.EDGE_FOLDER)
    with alone_in(folder):
        trial = folder / "trial"
        trial.mkdir(exist_ok=True)
        trial.rmdir()


def _lead_to(folder: Path, version: str) -> str:
    draft = folder / f"{LINK}.new"
    draft.unlink(missing_ok=True)
    (folder / version).mkdir()
    draft.symlink_to(version)
    draft.replace(folder / LINK)
    return version


def _standing(folder: Path) -> str:
    link = folder / LINK
    return link.readlink().name if link.exists() else ""


def _versions(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())


def _sequence() -> int:
    return Head.objects.values_list("sequence", flat=True).first() or 0
