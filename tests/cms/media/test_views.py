"""Stored images are shown to editors alone."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture
def stored(settings: Settings, tmp_path: Path) -> str:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "hand.txt").write_text("an image")
    (tmp_path / "secret.txt").write_text("not an image")
    return "/media/images/hand.txt"


def test_an_editor_sees_a_stored_image(stored: str, admin_client: Client) -> None:
    """The admin shows its thumbnails."""
    assert admin_client.get(stored).getvalue() == b"an image"


@pytest.mark.django_db
def test_a_stranger_does_not(stored: str, client: Client) -> None:
    """A guessed file name shows nothing to somebody who is not logged in."""
    assert client.get(stored).status_code == 302


def test_nobody_leaves_the_folder(stored: str, admin_client: Client) -> None:
    """No path leads out of the images' folder."""
    assert admin_client.get("/media/images/../secret.txt").status_code in {400, 404}
