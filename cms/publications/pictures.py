"""The copies of pictures that stand behind the addresses in documents."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from wagtail.images import get_image_model

from cms.media.addresses import PICTURES, key_in
from cms.media.copies import filter_spec_of

Asked = tuple[int, str]  # an image's primary key, and how it is to be resized


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
