"""The demonstration's data: TOML files beside this module."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NUMBER = re.compile(r"^\d+-")
Table = dict[str, Any]


def read(name: str) -> Table:
    """One file: `read("site")`."""
    return _parse(DATA / f"{name}.toml")


def read_all(name: str) -> Iterator[tuple[str, Table]]:
    """The tables of a file by their keys; or the files of a folder, in the order of their names.

    A file is known by its name without the number in front, which only puts it in its place.
    """
    folder = DATA / name
    if folder.is_dir():
        for path in sorted(folder.glob("*.toml")):
            yield NUMBER.sub("", path.stem), _parse(path)
    else:
        yield from read(name).items()


def _parse(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
