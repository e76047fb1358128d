"""The copies of a picture that are on offer."""

from typing import Any

import pytest
from pytest_django import Settings
from wagtail.images import get_image_model

from cms.media.copies import Copy, copies_of, filter_spec_of


@pytest.fixture(autouse=True)
def _formats(settings: Settings) -> None:
    settings.PICTURE_FORMATS = ["avif", "webp"]


def image(width: int, name: str = "hand.jpg") -> Any:
    return get_image_model()(width=width, height=10, file=name, collection_id=1)


def widths(copies: list[Copy], form: str) -> list[int]:
    return [copy.width for copy in copies if copy.format == form]


@pytest.mark.parametrize(
    "own, offered",
    [
        (40, [40]),
        (320, [320]),
        (900, [320, 640, 900]),
        (1600, [320, 640, 1024, 1600]),
        (6000, [320, 640, 1024, 1600]),
    ],
)
def test_no_copy_is_wider_than_the_image_or_a_screen(own: int, offered: list[int]) -> None:
    """A few widths, and the image's own when it lies between them."""
    assert widths(copies_of(image(own)), "webp") == offered


@pytest.mark.parametrize(
    "name, formats",
    [
        ("hand.jpg", ["avif", "webp", "jpeg"]),
        ("hand.JPEG", ["avif", "webp", "jpeg"]),
        ("hand.png", ["avif", "webp", "png"]),
        ("hand.gif", ["avif", "webp", "png"]),
        ("hand.webp", ["avif", "webp"]),
        ("hand.avif", ["avif", "webp", "jpeg"]),
    ],
)
def test_the_last_format_is_a_plain_one(name: str, formats: list[str]) -> None:
    """The smallest first; each once."""
    assert [copy.format for copy in copies_of(image(100, name))] == formats


def test_what_cannot_be_written_here_is_not_offered(settings: Settings) -> None:
    """An installation without AVIF has one format less, and no address that fails."""
    settings.PICTURE_FORMATS = ["webp"]
    assert [copy.format for copy in copies_of(image(100))] == ["webp", "jpeg"]


def test_a_drawing_is_offered_as_it_is() -> None:
    """It has no width to choose and no other format."""
    [copy] = copies_of(image(100, "map.svg"))
    assert (copy.name, copy.media_type) == ("drawing.svg", "image/svg+xml")


def test_the_name_says_how_the_copy_is_made() -> None:
    """So that it can be found again by its address."""
    assert filter_spec_of(Copy(640, "webp").name) == "width-640|format-webp"
