"""Pictures whose length and type are known for certain: those whose copy has been made."""

from pathlib import PurePath
from typing import Any

from django.utils.feedgenerator import Enclosure

MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


def enclosure_of(address: str, copy: Any) -> Enclosure | None:
    """A copy as an enclosure; none when its file is gone or of a kind that we cannot name."""
    media_type = MEDIA_TYPES.get(PurePath(copy.file.name).suffix.lower())
    try:
        return Enclosure(address, str(copy.file.size), media_type) if media_type else None
    except FileNotFoundError:
        return None
