"""Which copies of a picture can be had: a few widths in a few formats, and no others are ever made."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings

WIDTHS = (320, 640, 1024, 1600)
"""In pixels: a small telephone, a text column, the same on a fine screen, a whole screen."""

DRAWING = "drawing.svg"
# The format for those who know no newer one, by the ending of the image's own file; for all other endings it is PNG.
PLAIN = {"jpg": "jpeg", "jpeg": "jpeg", "avif": "jpeg", "webp": "webp"}


@dataclass(frozen=True)
class Copy:
    """One copy: so many pixels wide, in a format by Wagtail's name."""

    width: int
    format: str

    @property
    def name(self) -> str:
        """The end of its address."""
        return DRAWING if self.format == "svg" else f"{self.width}.{self.format}"

    @property
    def media_type(self) -> str:
        return "image/svg+xml" if self.format == "svg" else f"image/{self.format}"


def copies_of(image: Any) -> list[Copy]:
    """Every copy of an image, by format, the narrowest first; none is wider than the image itself.

    The last one is for those who can show only plain formats. A drawing has no copies: it is sharp at every width.
    """
    return [Copy(image.width, "svg")] if image.is_svg() else list(_copies(image))


def _copies(image: Any) -> Iterator[Copy]:
    widest = min(image.width, WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < widest), widest]
    plain = PLAIN.get(PurePath(image.file.name).suffix.lower().removeprefix("."), "png")
    formats = [*(smaller for smaller in settings.PICTURE_FORMATS if smaller != plain), plain]
    yield from (Copy(width, written) for written in formats for width in widths)


def filter_spec_of(name: str) -> str:
    """How Wagtail is asked for the copy of this name."""
    width, _, written = name.partition(".")
    return f"width-{width}|format-{written}"
