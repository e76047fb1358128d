"""Programs of others that cannot live beside our own packages: each in an environment that is kept between runs."""

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.services import NEVER, do_without, require

REQUIREMENTS = Path(__file__).parent / "requirements"


def foreign_python(name: str, kept: Path) -> Path:
    """A Python that has what `requirements/<name>.txt` locks; made anew when that file changes.

    Args:
        kept: the folder that outlives the run. Where nothing can be installed the test is skipped, with CI=true it
            fails.
    """
    locked = REQUIREMENTS / f"{name}.txt"
    return whole(kept, locked.read_bytes() + sys.version.encode(), partial(install, locked)) / "bin" / "python"


def foreign_packages(locked: Path, kept: Path) -> Path:
    """A folder with the npm packages that a lock file names; made anew when that file changes.

    Args:
        locked: the folder with `package.json` and `package-lock.json`.
        kept: the folder that outlives the run. Where nothing can be installed the test is skipped, with CI=true it
            fails.
    """
    return whole(kept, (locked / "package-lock.json").read_bytes(), partial(install_packages, locked))


def whole(kept: Path, content: bytes, make: Callable[[Path], None]) -> Path:
    """The folder in `kept` that was made for this content. Of several who want it one makes it, and the others wait."""
    home = kept / sha256(content).hexdigest()[:16]
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "whole").exists():
            shutil.rmtree(home, ignore_errors=True)
            make(home)
            (home / "whole").touch()
    return home


def run_foreign(python: Path, program: str, *arguments: str) -> Any:
    """Run a program with a Python of others, and read the JSON that it prints."""
    command = [str(python), "-W", "ignore", "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=NEVER)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def install(locked: Path, home: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "--require-hashes", "--only-binary=:all:"]
    done = subprocess.run([*pip, "-r", str(locked)], capture_output=True, text=True, check=False)
    if done.returncode:
        do_without(f"the packages of {locked.name} cannot be installed: {done.stderr[-300:]}")


def install_packages(locked: Path, home: Path) -> None:
    home.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(locked / name, home)
    npm = [require("npm"), "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]
    done = subprocess.run(npm, cwd=home, capture_output=True, text=True, check=False, timeout=NEVER)
    if done.returncode:
        do_without(f"the packages of {locked.name} cannot be installed: {done.stderr[-300:]}")
