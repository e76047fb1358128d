"""Takes the pictures of imported pages: from beside the file, out of the page itself, or from the web."""

import binascii
from base64 import b64decode
from collections.abc import Callable
from hashlib import sha1
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

from cms.media.models import CustomImage

Fetch = Callable[[str, int], tuple[bytes, str]]
MOST_BYTES = 20 * 1024 * 1024
MOST_TITLE = 255
ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class Pictures:
    """The pictures of one import; the same picture is kept once, however often it is met.

    Args:
        folder: where the files of the site are on this machine; nothing outside it is read.
        base: the address that the folder has on the web.
        fetch: gets the rest; without it, what is not in the folder is not taken.
    """

    def __init__(self, folder: Path | None, base: str, fetch: Fetch | None) -> None:
        self._folder = folder.resolve() if folder else None
        self._base = base
        self._fetch = fetch

    def take(self, address: str) -> CustomImage:
        """The picture at an address, kept here.

        Raises:
            ValueError: it cannot be had, or is none that may be kept; says why.
        """
        try:
            content = self._content(address)
        except OSError as error:
            raise ValueError(f"it cannot be read ({error})") from error
        known = CustomImage.objects.filter(file_hash=sha1(content, usedforsecurity=False).hexdigest()).first()
        return known or self._kept(content, address)

    def _content(self, address: str) -> bytes:
        if address.startswith("data:"):
            return _from_data(address)
        if path := self._local(address):
            if path.stat().st_size > MOST_BYTES:
                raise ValueError("it is larger than 20 MiB")
            return path.read_bytes()
        if self._fetch is None or not address.startswith(("http://", "https://")):
            raise ValueError("it is not among the files")
        return self._fetch(address, MOST_BYTES)[0]

    def _local(self, address: str) -> Path | None:
        """The file of an address, if it is in the folder."""
        if self._folder is None:
            return None
        plain = address.partition("?")[0].partition("#")[0]
        if plain.startswith("file:"):
            path = Path(unquote(urlsplit(plain).path))
        elif self._base and _without_scheme(plain).startswith(_without_scheme(self._base)):
            path = self._folder / unquote(_without_scheme(plain).removeprefix(_without_scheme(self._base)))
        else:
            return None
        path = path.resolve()
        return path if path.is_relative_to(self._folder) and path.is_file() else None

    def _kept(self, content: bytes, address: str) -> CustomImage:
        stem = "picture" if address.startswith("data:") else PurePosixPath(unquote(urlsplit(address).path)).stem
        name = f"{stem[:100] or 'picture'}.{_ending(content)}"
        try:
            WagtailImageField().clean(SimpleUploadedFile(name, content))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return CustomImage.objects.create(title=stem[:MOST_TITLE], file=ImageFile(BytesIO(content), name))


def _without_scheme(address: str) -> str:
    """An address from the host on: old pages name theirs with http, and stand there with https."""
    return address.partition("//")[2]


def _from_data(address: str) -> bytes:
    """The content of a `data:` address (RFC 2397)."""
    head, _, content = address.partition(",")
    data = unquote_to_bytes(content)
    try:
        return b64decode(data, validate=False) if head.endswith(";base64") else data
    except binascii.Error as error:
        raise ValueError("it is damaged") from error


def _ending(content: bytes) -> str:
    try:
        with Image.open(BytesIO(content)) as image:
            return ENDINGS[image.format or ""]
    except (UnidentifiedImageError, OSError, KeyError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError("it is no picture of a kind that is kept here") from error
