"""The site that all tests of a module look at; what one changes is taken back before the next."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.flows.gate.site import Canary


@pytest.fixture(scope="module")
def canary(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Canary]:
    """The site with the word in it, in a transaction around those of the tests."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield Canary()
        transaction.set_rollback(True)
