"""What documents say of a picture, and the copies that stand behind its addresses."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.images import get_image_model

from cms.core.api_fields import Json
from cms.media.addresses import PICTURES, key_in, picture_address
from cms.media.copies import copies_of, filter_spec_of

Asked = tuple[int, str]  # an image's primary key, and how it is to be resized


def here(path: str) -> str:
    """An address of this installation, as seen from outside."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def src_of(image: Any) -> str:
    """The address for those who choose none: the widest copy in a plain format; of a drawing, itself."""
    return here(picture_address(image, copies_of(image)[-1].name))


def srcset_of(image: Any) -> list[dict[str, Json]]:
    """Every copy that can be had, by format; none of a drawing, which is sharp at every width."""
    if image.is_svg():
        return []
    return [
        {"url": here(picture_address(image, copy.name)), "width": copy.width, "type": copy.media_type}
        for copy in copies_of(image)
    ]


def picture_value(image: Any) -> dict[str, Json]:
    """An image as JSON; what it shows in words belongs to its use."""
    return {
        "id": image.pk,
        "width": image.width,
        "height": image.height,
        "focal_point": {"x": image.focal_point_x, "y": image.focal_point_y} if image.has_focal_point() else None,
        "src": src_of(image),
        "srcset": srcset_of(image),
    }


def made_copies(addresses: Iterable[str]) -> dict[str, Any]:
    """The copies that exist, by the address at which they are served.

    A copy is made when somebody asks for it for the first time.
    """
    asked = {address: found for address in addresses if (found := _asked_at(address))}
    rows = (
        get_image_model()
        .get_rendition_model()
        .objects.filter(
            image_id__in={pk for pk, _ in asked.values()}, filter_spec__in={spec for _, spec in asked.values()}
        )
    )
    made = {(row.image_id, row.filter_spec): row for row in rows}
    return {address: made[found] for address, found in asked.items() if found in made}


def _asked_at(address: str) -> Asked | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    pk = key_in(match.kwargs["token"], PICTURES) if match.url_name == "picture" else None
    return (pk, filter_spec_of(match.kwargs["name"])) if pk else None
