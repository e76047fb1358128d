"""What every test of the API needs: a database, and an empty counter of requests."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.application import own_application


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    cache.clear()


@pytest.fixture
def address() -> Iterator[str]:
    """Where the application answers; what the page asks for needs no database."""
    with own_application() as (address, _):
        yield address
