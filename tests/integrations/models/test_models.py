"""What the database itself guarantees."""

import pytest
from django.db import IntegrityError, connection, transaction

from integrations.models import Destination, new_marker
from tests.integrations.fakes import FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake")]


def test_one_destination_is_told_once() -> None:
    """The dedupe key is unique for each destination, and for each destination only."""
    first, second = make_destination(), make_destination()
    make_delivery(first, dedupe_key="page:1")
    make_delivery(second, dedupe_key="page:1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_delivery(first, dedupe_key="page:1")


def test_secrets_are_not_readable_in_the_database() -> None:
    """Neither on insert nor on update."""
    destination = make_destination(secret={"token": "open sesame"})
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM integrations_destination")
            assert "sesame" not in str(cursor.fetchone())
        Destination.objects.update(secret={"token": "open sesame"})
    destination.refresh_from_db()
    assert destination.secret == {"token": "open sesame"}


def test_markers_are_short_and_never_alike() -> None:
    """Ten characters that survive a link."""
    markers = {new_marker() for _ in range(2000)}
    assert len(markers) == 2000
    assert all(len(marker) == 10 and marker.isalnum() and marker.islower() for marker in markers)


@pytest.mark.parametrize("repeatable, purpose, expected", [(True, "tell", True), (False, "tell", False)])
def test_what_may_be_repeated(fake: FakeChannel, repeatable: bool, purpose: str, expected: bool) -> None:
    """It depends on the channel; taking back may be repeated anywhere."""
    fake.capabilities = type(fake.capabilities)(repeatable=repeatable)
    delivery = make_delivery(make_destination(), purpose=purpose)
    assert delivery.may_repeat is expected
    delivery.purpose = "retract"
    assert delivery.may_repeat
