"""The lifeline ends processes whose supervisor is gone."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cms import lifeline
from tests.ops.programs import ROOT, environment
from tests.services import NEVER


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "lifeline"
    os.mkfifo(path)
    return path


@pytest.fixture
def holder(pipe: Path) -> Iterator[int]:
    """A held lifeline; the test may let go of it."""
    descriptor = os.open(pipe, os.O_RDWR)
    yield descriptor
    try:
        os.close(descriptor)
    except OSError:
        return


def start(pipe: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cms.lifeline", "tests.ops.sleeper", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment(MERIDIAN_LIFELINE=str(pipe)))


@pytest.mark.parametrize("manner", ["obedient", "stubborn"])
def test_process_ends_with_the_holder(pipe: Path, holder: int, manner: str) -> None:
    """A process runs while somebody holds the pipe and ends when nobody does, even one that ignores SIGTERM."""
    process = start(pipe, manner)
    time.sleep(2)
    assert process.poll() is None
    os.close(holder)
    assert process.wait(timeout=NEVER) != 0


def test_process_started_too_late_ends_at_once(pipe: Path) -> None:
    """A process that starts after its supervisor has died does not live on."""
    assert start(pipe).wait(timeout=NEVER) != 0


def test_without_a_supervisor_nothing_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container or a test, where no lifeline is named, watching does nothing."""
    monkeypatch.delenv(lifeline.VARIABLE, raising=False)
    monkeypatch.setattr(lifeline, "end_with", lambda path: pytest.fail("watched"))
    lifeline.watch()
