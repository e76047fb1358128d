"""Lengths and types of pictures, said only when they are known."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cms.publications.pictures import made_copies
from cms.publications.rendering import PageRendering, World
from cms.publications.shown import Medium, store_shown
from integrations.feeds.pictures import MEDIA_TYPES, enclosure_of
from tests.flows.publishing.world import picture
from tests.integrations.feeds.posts import post

LARGEST = "width-40|format-png"


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def address_of(image: Any) -> str:
    """As documents show it."""
    return PageRendering("public", World()).picture(image)


def test_an_enclosure_is_as_long_as_what_is_served(client: Client) -> None:
    """Once somebody has asked for the picture, its length in the feed is that of the answer."""
    image = picture()
    shown = post(image={"src": address_of(image), "alt": "Teal"})
    store_shown(shown, {(Medium.IMAGE, image.pk)})
    before = client.get("/feeds/json/")
    served = client.get(address_of(image).removeprefix("http://localhost:8000"))
    after = client.get("/feeds/json/", headers={"if-none-match": before["ETag"]})
    assert "attachments" not in before.json()["items"][0]
    assert after.json()["items"][0]["attachments"] == [
        {
            "url": address_of(image),
            "mime_type": served["Content-Type"],
            "size_in_bytes": len(served.getvalue()),
        }
    ]


def test_only_copies_that_exist_are_known() -> None:
    """Others, and addresses that are none of ours, are unknown."""
    made, other = picture(), picture()
    copy = made.get_rendition(LARGEST)
    made.get_rendition("width-10")
    addresses = [address_of(made), address_of(other), "https://cdn.example.org/i.png", "nonsense"]
    assert made_copies(addresses) == {address_of(made): copy}


def test_a_copy_whose_file_is_gone_is_no_enclosure() -> None:
    """Its length cannot be known."""
    copy = picture().get_rendition(LARGEST)
    Path(copy.file.path).unlink()
    assert enclosure_of("https://www.example.org/i.png", copy) is None


def test_the_types_that_copies_are_made_in_are_known() -> None:
    """Every format that Wagtail writes has its media type."""
    assert {".avif", ".gif", ".jpg", ".png", ".webp"} <= set(MEDIA_TYPES)
