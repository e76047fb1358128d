"""Keys can be replaced while everything runs."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from pytest_django import Settings

from integrations.models import Destination
from integrations.secrets import SecretUnreadable

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture
def destination(db: None, settings: Settings) -> Destination:
    """A destination whose secret was stored under the old key."""
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    return Destination.objects.create(name="example.org", channel="webhook", secret={"token": "kept"})


def test_after_rotation_the_old_key_may_go(destination: Destination, settings: Settings) -> None:
    """Every secret is readable with the new key alone."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    call_command("rotate_secrets", verbosity=0)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert Destination.objects.get(pk=destination.pk).secret == {"token": "kept"}


def test_a_secret_without_its_key_stops_the_rotation(destination: Destination, settings: Settings) -> None:
    """What cannot be read is not written over."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(SecretUnreadable):
        call_command("rotate_secrets", verbosity=0)
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    assert Destination.objects.get(pk=destination.pk).secret == {"token": "kept"}
