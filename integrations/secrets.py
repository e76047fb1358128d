"""Secrets at rest: encrypted in the database, and kept out of everything that is shown or stored beside it.

Keys are Fernet keys in the setting `FIELD_ENCRYPTION_KEYS`: the first one encrypts, all of them decrypt. To
replace a key, put the new one first, run `manage.py rotate_secrets`, and then remove the old one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

REDACTED = "[redacted]"
SHORTEST = 4  # characters; replacing shorter values would only garble the text


class SecretUnreadable(Exception):
    """A stored secret fits none of the keys, or was tampered with."""


def encrypt(value: Any) -> str:
    """Anything JSON can hold, as an encrypted token."""
    return _keys().encrypt(json.dumps(value).encode()).decode()


def decrypt(token: str) -> Any:
    """What was encrypted.

    Raises:
        SecretUnreadable: none of the keys fits.
    """
    try:
        return json.loads(_keys().decrypt(token))
    except InvalidToken as error:
        raise SecretUnreadable("None of FIELD_ENCRYPTION_KEYS fits a stored secret.") from error


def _keys() -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])
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


def redact(text: str, secrets: Any) -> str:
    """Text without secrets, however they are written in it: plain, or quoted as in a URL or in JSON.

    Args:
        text: what is to be stored or shown.
        secrets: a secret, or a mapping or list of them, however deep; what is no text is no secret.
    """
    for form in sorted({form for secret in _strings(secrets) for form in _forms(secret)}, key=len, reverse=True):
        text = text.replace(form, REDACTED)
    return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings(list(value.values()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _strings(item)


def _forms(secret: str) -> set[str]:
    bare = secret.rpartition("_")[2] if secret.startswith(("whsec_", "whsk_")) else secret
    forms = {secret, bare, quote(secret, safe=""), quote(bare, safe=""), json.dumps(secret)[1:-1]}
    return {form for form in forms if len(form) >= SHORTEST}
