"""What CONTRIBUTING.md says to write, written into a copy of the project."""

import re
import shutil
from pathlib import Path

from tests.ops.programs import ROOT

FENCES = re.compile(r"```python\n# (?P<path>[\w/]+\.py)(?:, in (?P<name>\w+))?\n(?P<code>.*?)```", re.DOTALL)
COPIED = ("cms", "integrations")


def follow(folder: Path) -> list[Path]:
    """Copy the project and do what the page says; returns the files that were made or changed."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
    page = (ROOT / "CONTRIBUTING.md").read_text()
    return [write(folder / fence["path"], fence["name"], fence["code"]) for fence in FENCES.finditer(page)]


def write(path: Path, name: str | None, code: str) -> Path:
    """Write a new file, in a new folder if need be, or add an entry to what is called `name` in one that is there."""
    if name is None:
        path.parent.mkdir(exist_ok=True)
        path.with_name("__init__.py").touch()
        path.write_text(code)
        return path
    text = path.read_text()
    (begin,) = re.findall(rf"^{name}\b.*[\[(]\n", text, re.MULTILINE)
    path.write_text(text.replace(begin, begin + code, 1))
    return path
