"""What is forgotten."""

from datetime import timedelta

import pytest

from integrations.look import look_once
from integrations.models import Attempt, Delivery
from integrations.retention import ATTEMPTS_KEPT, purge_attempts
from tests.integrations.fakes import Clock, FakeChannel, make_delivery, make_destination

pytestmark = pytest.mark.django_db


def test_old_attempts_go_and_the_memory_of_what_was_told_stays(fake: FakeChannel, now: Clock) -> None:
    """Without the delivery's row a page could be posted twice."""
    make_delivery(make_destination())
    look_once()
    assert purge_attempts() == 0
    now.pass_((ATTEMPTS_KEPT + timedelta(days=1)).total_seconds())
    assert purge_attempts() == 1
    assert (Attempt.objects.count(), Delivery.objects.count()) == (0, 1)
