"""Commands of the integrations."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from integrations.models import Destination

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sandbox file of the test's own."""
    path = tmp_path / "sandbox.sqlite3"
    monkeypatch.setattr("integrations.sandbox.connect.default_path", lambda: path)


def test_the_sandbox_is_connected_once() -> None:
    """Run again, the command renews the secrets and keeps what editors chose."""
    call_command("connect_sandbox", port=8123)
    Destination.objects.filter(channel="x").update(hourly_cap=1)
    before = Destination.objects.get(channel="x").secret
    call_command("connect_sandbox", port=8124)
    account = Destination.objects.get(channel="x")
    assert (Destination.objects.count(), account.hourly_cap, account.is_demo) == (5, 1, True)
    assert "8124" in account.config["base_url"]
    assert account.secret["access_token"] != before["access_token"]


def test_a_sandbox_that_moves_is_followed() -> None:
    """At another port only the addresses change; secrets stay, and what editors chose or removed."""
    call_command("connect_sandbox", port=8123)
    Destination.objects.exclude(channel="webhook").delete()
    before = Destination.objects.get()
    before.config["payload"] = "full"
    before.save()
    call_command("connect_sandbox", port=8124, moved=True)
    after = Destination.objects.get()
    assert (after.secret, after.config) == (
        before.secret,
        {"url": before.config["url"].replace("8123", "8124"), "payload": "full"},
    )


def test_production_has_no_sandbox(settings: Settings) -> None:
    """Where nothing may be sent to this machine there is nothing to connect."""
    settings.OUTBOUND_ALLOW_LOOPBACK = False
    with pytest.raises(CommandError, match="for development"):
        call_command("connect_sandbox")
    assert not Destination.objects.exists()


def test_one_look_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    """It says how much there was to do."""
    call_command("look_once")
    assert "Attempted or looked up: 0" in capsys.readouterr().out
