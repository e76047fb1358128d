"""What every test of the API needs: a database, and an empty counter of requests."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    cache.clear()
