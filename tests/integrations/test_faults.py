"""Fault points count, pause, freeze and kill where they are told to, and are nothing otherwise."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from integrations import faults
from integrations.faults import VARIABLE, reached
from tests.services import NEVER


def test_without_a_folder_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A point is passed in silence when no folder is named, whatever lies about."""
    monkeypatch.setattr(faults, "FOLDER", None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.kill").touch()
    reached("here")
    assert [path.name for path in tmp_path.iterdir()] == ["here.kill"]


def test_every_pass_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each pass leaves a line with the process's id, at its own point only."""
    monkeypatch.setattr(faults, "FOLDER", str(tmp_path))
    for point in ("here", "there", "here"):
        reached(point)
    assert (tmp_path / "here.hits").read_text() == f"{os.getpid()}\n" * 2
    assert (tmp_path / "there.hits").read_text() == f"{os.getpid()}\n"


def test_a_pause_lasts_as_long_as_it_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever gets there sleeps, for as long as the order stands."""
    monkeypatch.setattr(faults, "FOLDER", str(tmp_path))
    (tmp_path / "here.pause").write_text("0.1")
    began = monotonic()
    reached("here")
    reached("here")
    assert monotonic() - began >= 0.2


def test_one_order_kills_one_process(tmp_path: Path) -> None:
    """Of four processes that get there, exactly one is killed on the spot."""
    (tmp_path / "here.kill").touch()
    command = [sys.executable, "-c", "from integrations.faults import reached; reached('here')"]
    processes = [subprocess.Popen(command, env=os.environ | {VARIABLE: str(tmp_path)}) for _ in range(4)]
    assert sorted(process.wait(NEVER) for process in processes) == [-9, 0, 0, 0]
    hits = (tmp_path / "here.hits").read_text().split()
    assert sorted(hits) == sorted(str(process.pid) for process in processes)


def test_one_order_freezes_one_process(tmp_path: Path) -> None:
    """Who gets there first stands still until it is told to go on; the next one passes."""
    (tmp_path / "here.freeze").touch()
    command = [sys.executable, "-c", "from integrations.faults import reached; reached('here')"]
    with subprocess.Popen(command, env=os.environ | {VARIABLE: str(tmp_path)}) as frozen:
        _pid, status = os.waitpid(frozen.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert subprocess.run(command, env=os.environ | {VARIABLE: str(tmp_path)}, check=False).returncode == 0
        frozen.send_signal(signal.SIGCONT)
        assert frozen.wait(30) == 0
