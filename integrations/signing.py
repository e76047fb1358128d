"""Signatures of the Standard Webhooks specification 1.0 (standardwebhooks.com).

Signed is `<id>.<timestamp>.<body>`. A secret `whsec_…` gives a symmetric signature `v1` (HMAC-SHA256), a key
`whsk_…` an asymmetric one `v1a` (Ed25519) that receivers check with the public key `whpk_…`. While a secret is
being replaced, both sign and the receiver takes whichever it knows.
"""

import hmac
import secrets as randomness
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET_PREFIX = "whsec_"  # noqa: S105 - a prefix, not a secret
PRIVATE_PREFIX = "whsk_"
PUBLIC_PREFIX = "whpk_"
SECRET_BYTES = 32
ALLOWED_SECRET_BYTES = range(24, 65)


def new_secret() -> str:
    """A new symmetric secret."""
    return SECRET_PREFIX + b64encode(randomness.token_bytes(SECRET_BYTES)).decode()


def new_private_key() -> str:
    """A new private key for asymmetric signatures."""
    return PRIVATE_PREFIX + b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def public_key(private_key: str) -> str:
    """The key to hand to receivers."""
    return PUBLIC_PREFIX + b64encode(_private_key(private_key).public_key().public_bytes_raw()).decode()


def for_receiver(key: str) -> str:
    """What a receiver is given to check the signatures that are made with a key."""
    return public_key(key) if key.startswith(PRIVATE_PREFIX) else key


def signed_headers(message_id: str, timestamp: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of a signed message; the arguments are those of `sign`."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(_seconds(timestamp)),
        "webhook-signature": sign(message_id, timestamp, body, secrets),
    }


def sign(message_id: str, timestamp: datetime, body: bytes, secrets: Sequence[str]) -> str:
    """One signature for each secret, in their order, as the header `webhook-signature` has them.

    Args:
        message_id: the same on every attempt; without a full stop.
        timestamp: of this attempt, with its time zone.
        body: the exact bytes that are sent.
        secrets: `whsec_…` or `whsk_…`; two of a kind while one replaces the other.

    Raises:
        ValueError: an argument is not as described.
    """
    if not secrets or not message_id or "." in message_id:
        raise ValueError("a signature needs a secret, and a message id without a full stop")
    content = f"{message_id}.{_seconds(timestamp)}.".encode() + body
    return " ".join(_signature(content, secret) for secret in secrets)


def _seconds(timestamp: datetime) -> int:
    if timestamp.tzinfo is None:
        raise ValueError("the timestamp has no time zone")
    return int(timestamp.timestamp())


def _signature(content: bytes, secret: str) -> str:
    if secret.startswith(PRIVATE_PREFIX):
        return "v1a," + b64encode(_private_key(secret).sign(content)).decode()
    return "v1," + b64encode(hmac.digest(_symmetric_key(secret), content, "sha256")).decode()


def _private_key(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(b64decode(private_key.removeprefix(PRIVATE_PREFIX), validate=True))


def _symmetric_key(secret: str) -> bytes:
    key = b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    if len(key) not in ALLOWED_SECRET_BYTES:
        raise ValueError("a secret has 24 to 64 bytes")
    return key
