"""Makes .venv and installs a lock into it with hashes checked; quick when nothing has changed.

Usage: python scripts/install.py base|dev
Runs on the standard library alone, before anything is installed.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(name: str) -> None:
    """Install requirements/<name>.txt unless the stamp in .venv says that this very lock is installed."""
    lock = ROOT / "requirements" / f"{name}.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp(name).is_file() and stamp(name).read_text() == digest:
        return
    if not PYTHON.exists():
        tell(f"Making a virtual environment with Python {sys.version.split()[0]}")
        venv.create(VENV, with_pip=True, clear=True)
    install(lock)
    stamp(name).write_text(digest)


def stamp(name: str) -> Path:
    return VENV / f"installed-{name}"


def install(lock: Path) -> None:
    total = sum(1 for line in lock.read_text().splitlines() if "==" in line)
    tell(f"Installing up to {total} packages from {lock.relative_to(ROOT)} (once; about a minute)")
    options = ["--require-hashes", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "-r", str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pip:
        show_progress(pip, total)
    if pip.returncode:
        sys.exit(f"The installation failed (pip ended with code {pip.returncode}); its own words stand above.")
    tell("Installed")


def show_progress(pip: "subprocess.Popen[str]", total: int) -> None:
    """One line for every twenty packages that pip takes up, and one for the long silent step at the end."""
    taken = 0
    for line in pip.stdout or ():
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            taken += 1
            if taken % 20 == 0:
                tell(f"{taken} of {total} packages")
        elif line.startswith("Installing collected packages"):
            tell("Unpacking them into .venv")


def tell(line: str) -> None:
    print(f"  › {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
