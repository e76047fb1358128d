"""Secrets are unreadable without a key."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from pytest_django import Settings

from integrations.models import Destination
from integrations.secrets import EncryptedJSONField, SecretUnreadable, decrypt, encrypt

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
SECRET = {"token": "a secret token", "nested": [1, None, "ü"]}


def test_what_was_encrypted_can_be_read(settings: Settings) -> None:
    """Any JSON value comes back, and its token does not show it."""
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    token = encrypt(SECRET)
    assert decrypt(token) == SECRET
    assert "secret" not in token
    assert token != encrypt(SECRET)


def test_an_old_key_still_reads_and_a_new_one_writes(settings: Settings) -> None:
    """While keys are replaced nothing is lost, and what is written again no longer needs the old one."""
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    token = encrypt(SECRET)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    token = encrypt(decrypt(token))
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert decrypt(token) == SECRET


def test_a_wrong_key_is_an_error(settings: Settings) -> None:
    """Without the right key there is no value, least of all the token itself."""
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    token = encrypt(SECRET)
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    for unreadable in (token, token[:-4], "plain text", ""):
        with pytest.raises(SecretUnreadable):
            decrypt(unreadable)


@pytest.mark.parametrize("keys", [[], ["not a key"]])
def test_without_a_usable_key_nothing_is_stored(settings: Settings, keys: list[str]) -> None:
    """A missing or broken key is an error of the configuration, not a secret in the clear."""
    settings.FIELD_ENCRYPTION_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        encrypt(SECRET)


def test_the_database_and_dumps_hold_tokens() -> None:
    """A field gives the database and a dump the token, and Python the value."""
    field = EncryptedJSONField(name="secret")
    field.set_attributes_from_name("secret")
    stored = field.get_prep_value(SECRET)
    assert stored is not None
    assert decrypt(stored) == field.from_db_value(stored, None, None) == SECRET
    dumped = field.value_to_string(Destination(secret=SECRET))
    assert field.to_python(dumped) == decrypt(dumped) == SECRET
    assert field.to_python(SECRET) == SECRET


def test_nothing_is_stored_for_nothing() -> None:
    """A null stays a null."""
    field = EncryptedJSONField(null=True)
    assert field.get_prep_value(None) is field.from_db_value(None, None, None) is field.to_python(None) is None


def test_secrets_cannot_be_searched() -> None:
    """A search for a secret is refused: equal values have different tokens."""
    with pytest.raises(FieldError):
        Destination.objects.filter(secret="x")
    assert "IS NULL" in str(Destination.objects.filter(secret__isnull=True).query)
