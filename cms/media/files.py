"""Addresses of uploaded files, which are permissions: only who was given one can read the file."""

from django.core.signing import Signer
from django.urls import reverse

SALT = "cms.media.files"


def file_address(pk: int, filename: str) -> str:
    """The path under which this file is served; the same every time, so that documents render the same."""
    return reverse("signed_file", args=(Signer(salt=SALT).sign(str(pk)), filename))


def file_of(token: str) -> int:
    """The primary key of the file that an address was made for.

    Raises:
        BadSignature: nobody was given such an address here.
    """
    return int(Signer(salt=SALT).unsign(token))
