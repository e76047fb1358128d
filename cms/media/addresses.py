"""Addresses of uploaded files: signed, so that only those that documents and pages name lead anywhere.

A signature is not a permission. Whether the address opens is decided each time it is asked (`cms.api.views.media`).
"""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse

FILES = "cms.media.files"
PICTURES = "cms.media.pictures"


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


def _signed(kind: str, text: str) -> str:
    return Signer(salt=kind).sign(text)
