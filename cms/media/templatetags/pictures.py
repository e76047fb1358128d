"""Pictures on the plain pages."""

from itertools import groupby
from typing import Any

from django import template

from cms.media.addresses import picture_address
from cms.media.copies import copies_of

register = template.Library()


@register.inclusion_tag("media/picture.html")
def picture(image: Any, alt: str) -> dict[str, Any]:
    """A picture in every format and width there is, the browser's choice.

    Args:
        image: an image; without one nothing is shown.
        alt: what it shows, for people who cannot see it.
    """
    copies = copies_of(image) if image else []
    sources = [
        (media_type, ", ".join(f"{picture_address(image, copy.name)} {copy.width}w" for copy in same))
        for media_type, same in groupby(copies, key=lambda copy: copy.media_type)
    ]
    src = picture_address(image, copies[-1].name) if copies else ""
    return {"image": image, "alt": alt, "src": src, "sources": [] if src.endswith(".svg") else sources}
