"""Copies of pictures are made before the readers of feeds ask for them."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from cms.publications import pictures
from cms.publications.pictures import made_copies, make_missing_copies, picture_file, src_of
from cms.publications.tasks import make_copies
from tests.cms.api.factories import document, group
from tests.flows.publishing.world import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def announced(**given: Any) -> Any:
    """An image that a page tells channels of."""
    image = picture()
    document(share={"image": src_of(image)}, **given)
    return image


def test_the_copies_of_public_pages_are_made_once() -> None:
    """Of two pages with a picture, one without, and one for members, two; then nothing is left to do."""
    images = [announced(), announced()]
    document(share={"image": None})
    document()
    announced(audience=f"group:{group().pk}")
    assert (make_missing_copies(), make_missing_copies()) == (2, 0)
    assert made_copies([src_of(image) for image in images]).keys() == {src_of(image) for image in images}


def test_one_run_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker goes back to its other work; the next run goes on."""
    for _ in range(3):
        announced()
    monkeypatch.setattr(pictures, "SECONDS_TO_MAKE", -1.0)
    assert make_missing_copies() == 0
    monkeypatch.undo()
    assert make_missing_copies() == 3


def test_a_lost_file_stops_nobody_else() -> None:
    """The others are made."""
    Path(announced().file.path).unlink()
    gone = announced()
    image = announced()
    gone.delete()
    assert make_missing_copies() == 1
    assert made_copies([src_of(image)])


def test_the_schedule_runs_it(settings: Settings) -> None:
    """A worker makes them without being asked."""
    image = announced()
    assert make_copies.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    make_copies()
    assert made_copies([src_of(image)])


def test_a_picture_is_had_as_it_is_served() -> None:
    """The file behind an address comes with its media type, whether or not somebody has asked for it before."""
    image = picture()
    for _ in range(2):
        content, media_type = picture_file(src_of(image))
        assert (content[:4], media_type) == (b"\x89PNG", "image/png")


def test_a_picture_that_is_gone_is_said_to_be() -> None:
    """An address of nothing, of a deleted image and of a lost file are told apart from a picture."""
    image, deleted = picture(), picture()
    former = src_of(deleted)
    deleted.delete()
    address = src_of(image)
    picture_file(address)
    Path(image.get_rendition("width-40|format-png").file.path).unlink()
    for lost in (address, former, "https://example.org/images/made-up/40.png"):
        with pytest.raises(LookupError):
            picture_file(lost)
