"""Pictures whose length and type are known for certain: those whose copy has been made."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.feedgenerator import Enclosure
from wagtail.images import get_image_model

Asked = tuple[str, str]  # an image's primary key, and how it is to be resized
MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def made_copies(addresses: Iterable[str]) -> dict[str, Any]:
    """The copies that exist, by the address at which they are served.

    A copy is made when somebody asks for it for the first time. A feed does not make them: that takes seconds for a
    long one.
    """
    asked = {address: found for address in addresses if (found := _asked_at(address))}
    rows = (
        get_image_model()
        .get_rendition_model()
        .objects.filter(
            image_id__in={pk for pk, _ in asked.values()}, filter_spec__in={spec for _, spec in asked.values()}
        )
    )
    made = {(str(row.image_id), row.filter_spec): row for row in rows}
    return {address: made[found] for address, found in asked.items() if found in made}


def enclosure_of(address: str, copy: Any) -> Enclosure | None:
    """A copy as an enclosure; none when its file is gone or of a kind that we cannot name."""
    media_type = MEDIA_TYPES.get(PurePath(copy.file.name).suffix.lower())
    try:
        return Enclosure(address, str(copy.file.size), media_type) if media_type else None
    except FileNotFoundError:
        return None


def _asked_at(address: str) -> Asked | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return (match.args[1], match.args[2]) if match.url_name == "wagtailimages_serve" else None
