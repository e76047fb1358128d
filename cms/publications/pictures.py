"""What documents say of a picture, and the copies that stand behind its addresses."""

from collections.abc import Iterable
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from cms.core.api_fields import Json
from cms.media.addresses import PICTURES, key_in, picture_address
from cms.media.copies import copies_of, filter_spec_of
from cms.publications.audiences import PUBLIC
from cms.publications.models import Document

logger = structlog.get_logger(__name__)

LAST_PUBLISHED = 200  # four feeds full of pages
SECONDS_TO_MAKE = 2.0
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

    A copy is made when somebody asks for it for the first time, or by `make_missing_copies`.
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


def make_missing_copies() -> int:
    """Make the `src` of the pages published last, so that feeds can say its length and nobody waits for it.

    Returns:
        How many were made: as many as fit into `SECONDS_TO_MAKE`, whoever runs it has other work besides.
    """
    posts = Document.objects.visible_to({PUBLIC}).filter(share__isnull=False).order_by("-published_at", "-id")
    addresses = {address for address in posts.values_list("share__image", flat=True)[:LAST_PUBLISHED] if address}
    end, made = monotonic() + SECONDS_TO_MAKE, 0
    for address in sorted(addresses - made_copies(addresses).keys()):
        if monotonic() > end:
            break
        made += _copy_at(address) is not None
    return made


def picture_file(address: str) -> tuple[bytes, str]:
    """The copy that is served at an address, made if nobody has asked for it yet, and its media type.

    Raises:
        LookupError: the picture is gone.
    """
    copy = _copy_at(address)
    if copy is None:
        raise LookupError(f"there is no picture at {address}")
    try:
        with copy.file.open() as file:
            return file.read(), f"image/{copy.filter_spec.rpartition('-')[2]}"
    except FileNotFoundError as error:
        raise LookupError(f"the file of {address} is gone") from error


def _copy_at(address: str) -> Any | None:
    """The copy served at an address, made if need be; None when the picture or its file is gone."""
    asked = _asked_at(address)
    image = get_image_model().objects.filter(pk=asked[0]).first() if asked else None
    if asked is None or image is None:
        return None
    try:
        return image.get_rendition(asked[1])
    except SourceImageIOError:
        logger.warning("picture_without_file", image=image.pk)
        return None


def _asked_at(address: str) -> Asked | None:
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    pk = key_in(match.kwargs["token"], PICTURES) if match.url_name == "picture" else None
    return (pk, filter_spec_of(match.kwargs["name"])) if pk else None
