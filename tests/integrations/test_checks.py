"""Production is refused what development and tests may do."""

import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks
from pytest_django import Settings

from integrations.faults import VARIABLE


def errors(*, deploy: bool = True) -> list[str]:
    """The ids of what is wrong."""
    return sorted(str(found.id) for found in run_checks(tags=["integrations"], include_deployment_checks=deploy))


@pytest.fixture(autouse=True)
def in_order(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with nothing wrong."""
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    settings.OUTBOUND_ALLOW_LOOPBACK = False
    monkeypatch.delenv(VARIABLE, raising=False)


def test_an_installation_in_order_passes() -> None:
    """Strict settings and a usable key are all that is asked for."""
    assert errors() == []


@pytest.mark.parametrize("keys", [[], [""], ["not a key"]])
def test_a_usable_key_is_needed_always(settings: Settings, keys: list[str]) -> None:
    """Without a key that works, secrets could not be kept."""
    settings.FIELD_ENCRYPTION_KEYS = keys
    assert errors(deploy=False) == ["integrations.E001"]


def test_loopback_is_refused_in_production_only(settings: Settings) -> None:
    """Development may talk to its own machine, and to the sandbox there."""
    settings.OUTBOUND_ALLOW_LOOPBACK = True
    assert (errors(), errors(deploy=False)) == (["integrations.E002"], [])


def test_faults_are_refused_in_production_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may kill processes."""
    monkeypatch.setenv(VARIABLE, "")
    assert (errors(), errors(deploy=False)) == (["integrations.E003"], [])
