"""Telling the workers that there is something to do."""

import time
from typing import Any

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from cms.publications.models import Change
from cms.publications.signals import changes_appended
from integrations import doorbell

DEAD = "redis://127.0.0.1:1/0"
BUSY = 10.0  # seconds more on a machine that does other things besides


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A broker that notes what it is sent."""
    rings: list[str] = []
    monkeypatch.setattr(doorbell, "has_broker", lambda: True)
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    monkeypatch.setattr(doorbell, "_send", lambda: rings.append("look"))
    return rings


def test_appended_changes_ring(broker: list[str]) -> None:
    """Once for all that were appended together."""
    changes_appended.send(sender=Change, changes=[])
    assert broker == ["look"]


def test_many_rings_in_a_moment_are_one(broker: list[str]) -> None:
    """A tree of pages published at once does not fill the broker; the next change after that rings again."""
    for _ in range(50):
        doorbell.ring()
    assert len(broker) == 1
    time.sleep(doorbell.PAUSE)
    doorbell.ring()
    assert len(broker) == 2


def test_nobody_is_rung_without_a_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rings into memory would only pile up."""

    def refuse() -> None:
        raise AssertionError("rung")

    monkeypatch.setattr(doorbell, "_send", refuse)
    assert not doorbell.has_broker()
    doorbell.ring()


def test_a_dead_broker_neither_fails_nor_delays(broker: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """After one failure it is left in peace for some seconds."""
    tries = []

    def fail() -> Any:
        tries.append(1)
        raise OperationalError("gone")

    monkeypatch.setattr(doorbell, "_send", fail)
    doorbell.ring()
    doorbell.ring()
    assert len(tries) == 1


def test_a_closed_port_is_noticed_at_once(broker: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The real connection gives up within its patience."""
    monkeypatch.undo()
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    monkeypatch.setattr(doorbell, "has_broker", lambda: True)
    monkeypatch.setattr(current_app, "connection_for_write", lambda **given: current_app.connection(DEAD, **given))
    begun = time.monotonic()
    doorbell.ring()
    assert time.monotonic() - begun < doorbell.PATIENCE + BUSY
    assert doorbell._quiet_until > begun
