"""A contact page that anybody may read, at a time that the tests move on."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from cms.home.models import ContactPage
from cms.publications.reconcile import reconcile_pending
from tests.cms.home.content import contact, published


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel("2026-03-01T12:00:20Z", tick=False) as clock:
        yield clock


@pytest.fixture
def page() -> ContactPage:
    found: ContactPage = published(contact("An order", "A mistake"))
    reconcile_pending()
    return found
