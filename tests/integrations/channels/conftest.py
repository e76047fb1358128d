"""The README's channel, for tests that ask for it."""

import pytest

from tests.integrations.channels import readme


@pytest.fixture
def chat_room(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the channel that the README adds."""
    readme.add_channel(monkeypatch)
    return readme.NAME
