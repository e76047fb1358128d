"""Addresses of uploaded files: signed, so that only those that documents and pages name lead anywhere.

A signature is not a permission. Whether the address opens is decided each time it is asked (`cms.api.views.media`).
"""

from re import Match
from re import compile as pattern
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

FILES = "cms.media.files"
PICTURES = "cms.media.pictures"
LENT = "cms.media.lent"

ADDRESS = pattern(rb"(?P<folder>/(?:images|files)/)(?P<token>[^/\"\s]+)(?=/)")


def file_address(pk: int, filename: str) -> str:
    """The path under which this file is served; the same every time, so that documents render the same."""
    return reverse("signed_file", args=(_signed(FILES, str(pk)), filename))


def picture_address(image: Any, name: str) -> str:
    """The path of one copy of an image, such as `640.webp`; another one once the image has got another file."""
    return reverse("picture", args=(_signed(PICTURES, f"{image.pk}-{image.file_hash[:8]}"), name))


def key_in(token: str, kind: str) -> int | None:
    """The primary key of what an address was made for; None when nobody was given such an address here.

    Args:
        token: the signed part of the address.
        kind: `FILES` or `PICTURES`: a signature for one opens no other.
    """
    try:
        return int(Signer(salt=kind).unsign(token).partition("-")[0])
    except BadSignature:
        return None


def lend(text: bytes) -> bytes:
    """The same text with addresses that open by themselves for `PREVIEW_SECONDS`: no document shows a draft's pictures
    and files yet, so that otherwise nobody might fetch them."""
    return ADDRESS.sub(_lend_one, text)


def _lend_one(found: Match[bytes]) -> bytes:
    token = found["token"].decode()
    ours = key_in(token, FILES) or key_in(token, PICTURES)
    return found["folder"] + TimestampSigner(salt=LENT).sign(token).encode() if ours else found[0]


def lent_token(token: str) -> str | None:
    """The signed part of the address that was lent for a while; None when it was not, or the time is over."""
    try:
        return TimestampSigner(salt=LENT).unsign(token, max_age=settings.PREVIEW_SECONDS)
    except BadSignature:
        return None


def _signed(kind: str, text: str) -> str:
    return Signer(salt=kind).sign(text)
