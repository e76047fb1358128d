"""`scripts/python` finds a usable Python or says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ops.programs import ROOT


def find(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script where the only programs are those in `folder`."""
    command = ["/bin/sh", str(ROOT / "scripts" / "python")]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def pretend(folder: Path, script: str) -> None:
    (folder / "python3").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "python3").chmod(0o755)


def test_it_prints_where_python_is(tmp_path: Path) -> None:
    """A Python that is new enough and has venv is used."""
    (tmp_path / "python3").symlink_to(sys.executable)
    done = find(tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "python3"))


@pytest.mark.parametrize(
    "script,advice",
    [("exit 1", "needs Python 3.11 or newer"), ('case "$2" in *venv*) exit 1;; esac', "apt install python3-venv")],
)
def test_it_says_what_is_missing(tmp_path: Path, script: str, advice: str) -> None:
    """An old Python, and one without venv, each get the sentence that helps."""
    pretend(tmp_path, script)
    done = find(tmp_path)
    assert done.returncode == 1
    assert advice in done.stderr


def test_the_script_can_be_executed() -> None:
    """Git keeps it executable."""
    assert os.access(ROOT / "scripts" / "python", os.X_OK)
