"""Signatures are those of the Standard Webhooks specification."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from integrations.signing import new_private_key, new_secret, public_key, sign, signed_headers

# The vectors that the specification's own libraries share.
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
PRIVATE_KEY = "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk="
ASYMMETRIC = "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="


@pytest.mark.parametrize("secret, signature", [(SECRET, SIGNATURE), (PRIVATE_KEY, ASYMMETRIC)])
def test_the_published_vectors_hold(secret: str, signature: str) -> None:
    """The symmetric and the asymmetric vector come out to the character."""
    assert sign(MESSAGE_ID, TIMESTAMP, BODY, [secret]) == signature


def test_the_time_zone_changes_nothing() -> None:
    """The same moment, told in another time zone, gives the same signature."""
    elsewhere = TIMESTAMP.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert sign(MESSAGE_ID, elsewhere, BODY, [SECRET]) == SIGNATURE


@given(st.text(), st.integers(1, 3))
def test_an_independent_verifier_agrees(body: str, number: int) -> None:
    """While secrets are replaced, a receiver that knows any one of them verifies the message."""
    secrets = [new_secret() for _ in range(number)]
    headers = signed_headers("msg_1", datetime.now(UTC), body.encode(), secrets)
    for secret in secrets:
        Webhook(secret).verify(body, headers, json_parse=False)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, headers, json_parse=False)


def test_an_asymmetric_signature_verifies_with_the_public_key() -> None:
    """A receiver needs only the public key."""
    private_key = new_private_key()
    signature = sign("msg_1", TIMESTAMP, BODY, [private_key]).removeprefix("v1a,")
    public = Ed25519PublicKey.from_public_bytes(b64decode(public_key(private_key).removeprefix("whpk_")))
    public.verify(b64decode(signature), b"msg_1.1614265330." + BODY)


def test_signatures_stand_in_the_order_of_the_secrets() -> None:
    """Both kinds may sign one message."""
    assert sign(MESSAGE_ID, TIMESTAMP, BODY, [PRIVATE_KEY, SECRET]) == f"{ASYMMETRIC} {SIGNATURE}"


def test_a_new_secret_has_32_random_bytes() -> None:
    """No two secrets are alike."""
    secrets = {new_secret() for _ in range(10)}
    assert len(secrets) == 10
    assert {len(b64decode(secret.removeprefix("whsec_"), validate=True)) for secret in secrets} == {32}


BAD_ARGUMENTS = {
    "no secret": (MESSAGE_ID, TIMESTAMP, []),
    "no time zone": (MESSAGE_ID, TIMESTAMP.replace(tzinfo=None), [SECRET]),
    "full stop in the id": ("msg.1", TIMESTAMP, [SECRET]),
    "no id": ("", TIMESTAMP, [SECRET]),
    "short secret": (MESSAGE_ID, TIMESTAMP, ["whsec_c2hvcnQ="]),
    "no base64": (MESSAGE_ID, TIMESTAMP, ["whsec_!"]),
    "short private key": (MESSAGE_ID, TIMESTAMP, ["whsk_c2hvcnQ="]),
}


@pytest.mark.parametrize("name", BAD_ARGUMENTS)
def test_bad_arguments_are_errors(name: str) -> None:
    """Nothing is signed that a receiver could not verify."""
    message_id, timestamp, secrets = BAD_ARGUMENTS[name]
    with pytest.raises(ValueError):  # noqa: PT011 - some messages are the libraries' own
        sign(message_id, timestamp, BODY, secrets)
