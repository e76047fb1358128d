"""The description as a strict linter that is none of ours reads it."""

from pathlib import Path

import pytest

from tests.ops.programs import run
from tests.services import require

RULES = Path(__file__).parent / "redocly.yaml"


@pytest.mark.slow
@pytest.mark.only_on("sqlite")  # the description does not depend on the database
def test_redocly_finds_nothing(tools: Path, description_file: Path) -> None:
    """Redocly's strictest rules hold, but for those that its configuration turns off with a reason."""
    lint = [require("node"), str(tools / "node_modules/.bin/redocly"), "lint", "--config", str(RULES), "--format=json"]
    done = run([*lint, str(description_file)], {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    assert done.returncode == 0, done.stdout[:5000] + done.stderr[-2000:]
