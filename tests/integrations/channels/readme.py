"""The channel of the README, added as the README says, for as long as a test runs."""

import ast
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from integrations import channels
from integrations.channels.base import Channel
from tests.integrations.channels.samples import CONFIGS, REFUSED, SECRETS

NAME = "chat_room"
REGISTRY = Path(channels.__file__)
ROOT = REGISTRY.parents[2]
README = REGISTRY.with_name("README.md")
FILE, REGISTRATION, SAMPLES = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)


def add_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the channel: its file, its lines in the registry, its samples for the tests."""
    module = ModuleType(f"{channels.__name__}.{NAME}")
    exec(FILE, vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(channels.CHANNELS, NAME, registered()[NAME])
    samples: tuple[dict[str, Any], ...] = (CONFIGS, SECRETS, REFUSED)
    for where, line in zip(samples, SAMPLES.splitlines(), strict=True):
        monkeypatch.setitem(where, NAME, ast.literal_eval(f"{{{line}}}")[NAME])


def registered() -> dict[str, Channel]:
    """What the registry's file makes once the README's lines are where the README wants them."""
    imported, entry = REGISTRATION.splitlines()
    source = REGISTRY.read_text().replace("\n\nCHANNELS", f"\n{imported}\n\nCHANNELS")
    names: dict[str, Any] = {}
    exec(source.replace("\n}\n", f"\n{entry}\n}}\n", 1), names)
    found: dict[str, Channel] = names["CHANNELS"]
    return found
