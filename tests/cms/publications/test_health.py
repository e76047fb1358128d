"""What `/healthz` says of publications."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.publications.health import Unwell, publications
from cms.publications.models import Kind, RenderFailure, StaleMark

pytestmark = pytest.mark.django_db

IN_TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def nothing_stale() -> None:
    StaleMark.objects.all().delete()


def test_nothing_stale_is_well() -> None:
    """Without marks the centre is well."""
    assert publications() == "nothing is stale"


def test_a_mark_that_stays_is_unwell() -> None:
    """A mark that nobody has looked at for more than five minutes is a failing check."""
    StaleMark.objects.create(kind=Kind.PAGE, object_id="1")
    assert publications().startswith("oldest stale object")
    with time_machine.travel(timezone.now() + IN_TEN_MINUTES), pytest.raises(Unwell):
        publications()


def test_a_page_that_cannot_be_rendered_is_no_outage() -> None:
    """One broken page does not take the installation out of service."""
    StaleMark.objects.create(kind=Kind.PAGE, object_id="1")
    RenderFailure.objects.create(kind=Kind.PAGE, object_id="1", error="x", retry_at=timezone.now())
    with time_machine.travel(timezone.now() + IN_TEN_MINUTES):
        assert publications() == "nothing is stale"
