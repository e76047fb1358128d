from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files of a test stay in its folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
