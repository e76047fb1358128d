"""Programs of others that cannot live beside our own packages: each in an environment that is kept between runs."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.services import NEVER

REQUIREMENTS = Path(__file__).parent / "requirements"


def foreign_python(name: str, kept: Path) -> Path:
    """A Python that has what `requirements/<name>.txt` locks; made anew when that file changes.

    Args:
        kept: the folder that outlives the run. Where nothing can be installed the test is skipped, with CI=true it
            fails.
    """
    locked = REQUIREMENTS / f"{name}.txt"
    home = kept / sha256(locked.read_bytes() + sys.version.encode()).hexdigest()[:16]
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "whole").exists():
            install(locked, home)
    return home / "bin" / "python"


def run_foreign(python: Path, program: str, *arguments: str) -> Any:
    """Run a program with a Python of others, and read the JSON that it prints."""
    command = [str(python), "-W", "ignore", "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=NEVER)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def install(locked: Path, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
    done = subprocess.run([*pip, "-r", str(locked)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        (home / "whole").touch()
        return
    missing = f"the packages of {locked.name} cannot be installed: {done.stderr[-300:]}"
    pytest.fail(missing, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(missing)
