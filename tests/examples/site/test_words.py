"""The words of the example site for the API's codes."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.examples.site.building import EXAMPLE
from tests.ops.programs import ROOT
from tests.services import NEVER, require

pytestmark = pytest.mark.only_on("sqlite")  # neither file knows of the database
# The words, and the member of the API whose codes they are for, where that is called otherwise.
VOCABULARIES = {
    "region": "regions",
    "urgency": "level",
    "format": "book_format",
    **{name: name for name in ("sides", "side", "role", "confidence", "severity", "caution")},
    **{name: name for name in ("design", "modality", "direction", "availability")},
}
PRINT = 'import("./lib/words.js").then(({ words }) => console.log(JSON.stringify(words)))'


def test_every_code_has_words() -> None:
    """What the API's description lists as the codes of a member is what the site has words for, and nothing else."""
    command = [require("node"), "--eval", PRINT]
    done = subprocess.run(command, cwd=EXAMPLE, capture_output=True, text=True, timeout=NEVER, check=True)
    words = json.loads(done.stdout)
    described = list(codes(yaml.safe_load((ROOT / "tests/golden/openapi.yaml").read_text())))
    assert [name for name, member in VOCABULARIES.items() if (member, frozenset(words[name])) not in described] == []


def codes(description: Any) -> Iterator[tuple[str, frozenset[str]]]:
    """The members of all schemas that are one or several of a list of codes, each with its codes."""
    if isinstance(description, list):
        for item in description:
            yield from codes(item)
    elif isinstance(description, dict):
        for name, schema in description.get("properties", {}).items():
            listed = schema.get("enum") or schema.get("items", {}).get("enum") or ()
            yield name, frozenset(str(code) for code in listed if code)
        for inner in description.values():
            yield from codes(inner)
