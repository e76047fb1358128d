"""Keys can be replaced while everything runs."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from integrations.management.commands.rotate_secrets import encrypted_columns
from integrations.models import Destination

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


def test_every_encrypted_column_is_written_again(destination: Destination, settings: Settings) -> None:
    """No column holds anything that the old key could still open."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    call_command("rotate_secrets", verbosity=0)
    columns = {(model._meta.db_table, column) for model, column in encrypted_columns()}
    assert (Destination._meta.db_table, "secret") in columns
    with connection.cursor() as cursor:
        for table, column in columns:
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
            for (token,) in cursor.fetchall():
                with pytest.raises(InvalidToken):
                    Fernet(OLD).decrypt(token)


def test_rotation_may_be_run_again(destination: Destination, settings: Settings) -> None:
    """Whoever is not sure whether it went through runs it once more."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    for _ in range(2):
        call_command("rotate_secrets", verbosity=0)
    assert Destination.objects.get(pk=destination.pk).secret == {"token": "kept"}


def test_a_secret_without_its_key_stops_the_rotation(destination: Destination, settings: Settings) -> None:
    """What cannot be read is named, and not written over."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(CommandError, match=f"Destination {destination.pk}, secret"):
        call_command("rotate_secrets", verbosity=0)
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    assert Destination.objects.get(pk=destination.pk).secret == {"token": "kept"}
