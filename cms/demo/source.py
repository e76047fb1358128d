"""The demonstration's data: TOML files beside this module, in the order of their names."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Table = dict[str, Any]


def read(name: str) -> Table:
    """One file: `read("people")`."""
    return _parse(DATA / f"{name}.toml")


def read_all(folder: str) -> list[Table]:
    """Every file in a folder."""
    return [_parse(path) for path in sorted((DATA / folder).glob("*.toml"))]


def _parse(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
