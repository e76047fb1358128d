"""What the tests of deliveries share: a clock and a channel in their hand."""

import pytest

from integrations import clock
from integrations.channels import CHANNELS
from tests.integrations.channels import readme
from tests.integrations.fakes import SOCIAL, AskedChannel, Clock, FakeChannel


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The database's clock, standing still until the test moves it."""
    hand = Clock()
    monkeypatch.setattr(clock, "now", hand)
    return hand


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeChannel:
    """A channel like a webhook: repeatable, four at once."""
    channel = FakeChannel()
    monkeypatch.setitem(CHANNELS, "fake", channel)
    return channel


@pytest.fixture
def social(fake: FakeChannel) -> FakeChannel:
    """A channel like X: never repeated blindly, looked up, one at once."""
    fake.capabilities = SOCIAL
    return fake


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> AskedChannel:
    """A channel like a webhook whose credentials can be asked about."""
    channel = AskedChannel()
    monkeypatch.setitem(CHANNELS, "fake", channel)
    return channel


@pytest.fixture
def chat_room(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the channel that the README adds."""
    readme.add_channel(monkeypatch)
    return readme.NAME
