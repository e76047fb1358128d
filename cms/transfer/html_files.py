"""Reads the files and addresses that an import is told of."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from cms.transfer.found import FoundPage
from cms.transfer.html_page import read_page
from cms.transfer.pictures import Fetch

MOST_BYTES = 5 * 1024 * 1024


def is_address(place: str) -> bool:
    """Whether a place is on the web, and not a file."""
    return place.startswith(("http://", "https://"))


def folder_of(places: Sequence[str]) -> Path | None:
    """The folder that holds all of the files; None when there are none."""
    folders = [str(Path(place).resolve().parent) for place in places if not is_address(place)]
    return Path(os.path.commonpath(folders)) if folders else None


def read_place(place: str, folder: Path | None, base: str, fetch: Fetch) -> FoundPage:
    """One page.

    Args:
        place: a file, or an address on the web.
        folder: what holds all files of the run.
        base: the address that the folder has on the web; empty when it has none.
        fetch: gets what is on the web.

    Raises:
        ValueError: it is too large, or no HTML.
        OSError: it cannot be read or fetched.
    """
    if is_address(place):
        content, encoding = fetch(place, MOST_BYTES)
        return read_page(content, place, place, encoding)
    path = Path(place).resolve()
    if path.stat().st_size > MOST_BYTES:
        raise ValueError("it is larger than 5 MiB")
    address = base + quote(path.relative_to(folder or path.parent).as_posix()) if base else path.as_uri()
    page = read_page(path.read_bytes(), address, address)
    page.title = page.title or path.stem
    return page
