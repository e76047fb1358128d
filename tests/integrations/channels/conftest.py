from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox_server import RunningSandbox, running_sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    """The stand-ins, listening on a free port with an empty file."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running
