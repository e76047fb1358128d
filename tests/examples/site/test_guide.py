"""The guide for front ends, followed command by command."""

import re
import subprocess

import pytest

from tests.flows.delivery.installation import Installation
from tests.ops.programs import ROOT, environment
from tests.services import NEVER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # the guide does not know of the database
    pytest.mark.xdist_group("example site"),
]
GUIDE = ROOT / "docs" / "front_ends.md"
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Whatever is refused ends the script.
STRICT = 'set -euo pipefail\ncurl() { command curl --silent --show-error --fail-with-body "$@"; }\n'
MAKE_KEY = """
from cms.api.models import ApiKey
key = ApiKey(name="The guide", scopes=["content", "changes", "preview"])
token = key.draw_token()
key.save()
print(token)
"""


@pytest.fixture
def key(meridian: Installation) -> str:
    """A key with every scope."""
    return meridian.manage("shell", "-v0", "-c", MAKE_KEY).split()[-1]


def test_every_command_is_answered(meridian: Installation, key: str) -> None:
    """Each gets what it asks for from the demonstration; what is held already is not sent again."""
    commands = "\n".join(COMMANDS.findall(GUIDE.read_text()))
    script = STRICT + commands.replace("http://localhost:8000", meridian.address)
    done = subprocess.run(
        ["bash", "-c", script], env=environment(KEY=key), capture_output=True, text=True, timeout=NEVER, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "HTTP/1.1 304" in done.stdout
    assert "access-control-allow-origin: " in done.stdout
    assert "<h1>Invalid parameter</h1>" in done.stdout
