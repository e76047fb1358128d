"""Others' tools for OpenAPI, and the description as they read it."""

import json
from pathlib import Path

import pytest

from cms.api.openapi import description
from tests.foreign import REQUIREMENTS, foreign_packages


@pytest.fixture(scope="session")
def tools(pytestconfig: pytest.Config) -> Path:
    """A folder with the npm packages of `requirements/openapi`."""
    return foreign_packages(REQUIREMENTS / "openapi", pytestconfig.cache.mkdir("openapi"))


@pytest.fixture
def description_file(tmp_path: Path) -> Path:
    """The description, in a file."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(description()))
    return file
