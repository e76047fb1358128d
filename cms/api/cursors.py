"""Opaque cursors: positions in the database that a client can hand back but neither read nor make.

They are sealed, not only signed, because what they hold must not be seen: row numbers and the global sequence tell
how much exists that the reader may not see. AES-SIV is deterministic, so equal pages keep equal links and caches hold.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac


class InvalidCursor(ValueError):
    """The text is no cursor of ours, or was made for another question."""


def seal(purpose: str, position: list[Any]) -> str:
    """A cursor that holds `position`; it opens only with the same `purpose`."""
    plain = json.dumps(position, ensure_ascii=False).encode()
    sealed = _cipher(settings.SECRET_KEY).encrypt(plain, [purpose.encode()])
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(purpose: str, cursor: str) -> list[Any]:
    """The position in a cursor.

    Raises:
        InvalidCursor: it was altered, made elsewhere, or made for another purpose.
    """
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            sealed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            return list(json.loads(_cipher(secret).decrypt(sealed, [purpose.encode()])))
        except (ValueError, InvalidTag):
            continue
    raise InvalidCursor("This cursor is not one that this address gave out for this question.")


def _cipher(secret: str | bytes) -> AESSIV:
    return AESSIV(salted_hmac("cms.api.cursors", "", secret=secret, algorithm="sha512").digest())
