"""Tokens of forms: signed times, kept nowhere, by which programs that fill in forms in no time are told from people."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

OPEN_FOR = timedelta(hours=24)
FASTEST_PERSON = timedelta(seconds=3)
signer = TimestampSigner(salt="form")


def token_for(form: UUID) -> str:
    """What a form is sent with, made when it is opened.

    Args:
        form: the id of the document that has the form.
    """
    return signer.sign(str(form))


def check_token(form: UUID, token: str) -> None:
    """Refuse a form that was opened too long ago, too recently, or never.

    Raises:
        ValueError: with a sentence for whoever sent it.
    """
    try:
        opened = signer.unsign(token, max_age=OPEN_FOR)
    except SignatureExpired:
        raise ValueError("The form has been open for more than a day. Get a new token and send again.") from None
    except BadSignature:
        raise ValueError("Get a token from this address first, and send it as it is.") from None
    if opened != str(form):
        raise ValueError("This token belongs to another form.")
    if _is_younger(token, FASTEST_PERSON):
        raise ValueError("That was faster than anybody writes. Wait a few seconds and send again.")


def _is_younger(token: str, age: timedelta) -> bool:
    try:
        signer.unsign(token, max_age=age)
    except SignatureExpired:
        return False
    return True
