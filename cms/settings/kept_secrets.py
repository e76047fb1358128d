"""Secrets of a development installation: made on first use, kept in the data folder, never a constant."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret stored at `path`, made by `make` when there is none yet.

    Several processes may start at once: the file appears complete or not at all, and the first one wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(make())
            draft.flush()
            link_unless_present(draft.name, path)
    return path.read_text()


def link_unless_present(source: str, path: Path) -> None:
    try:
        os.link(source, path)
    except FileExistsError:
        return
