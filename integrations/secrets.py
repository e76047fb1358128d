"""Secrets at rest: encrypted in the database, and in dumps of it.

Keys are Fernet keys in the setting `FIELD_ENCRYPTION_KEYS`: the first one encrypts, all of them decrypt. To
replace a key, put the new one first, run `manage.py rotate_secrets`, and then remove the old one.
"""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


class SecretUnreadable(Exception):
    """A stored secret fits none of the keys, or was tampered with."""


def encrypt(value: Any) -> str:
    """Anything JSON can hold, as an encrypted token."""
    return _ring(tuple(settings.FIELD_ENCRYPTION_KEYS)).encrypt(json.dumps(value).encode()).decode()


def decrypt(token: str) -> Any:
    """What was encrypted.

    Raises:
        SecretUnreadable: none of the keys fits.
    """
    return json.loads(_decrypted(token, tuple(settings.FIELD_ENCRYPTION_KEYS)))


@lru_cache(maxsize=1024)
def _decrypted(token: str, keys: tuple[str, ...]) -> bytes:
    """Remembered, because a sender reads the same secret for every message; the keys are in memory as well."""
    try:
        return _ring(keys).decrypt(token)
    except InvalidToken as error:
        raise SecretUnreadable("None of FIELD_ENCRYPTION_KEYS fits a stored secret.") from error


@lru_cache(maxsize=2)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(f"FIELD_ENCRYPTION_KEYS: {error}") from error


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """A JSON value that is plain in Python and encrypted in the database and in dumps. It cannot be searched."""

    _pyi_private_set_type: Any  # what django-stubs lets one assign
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(value)

    def to_python(self, value: Any) -> Any:
        return decrypt(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return encrypt(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
