"""Leases whose workers are gone."""

import pytest

from integrations.delivery.claim import claim
from integrations.delivery.sweep import sweep
from integrations.models import Attempt, Delivery
from integrations.policy import policy
from tests.integrations.fakes import Clock, FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def crash(now: Clock) -> None:
    """Claim, and never come back."""
    claim(1)
    now.pass_(policy().lease + 1)
    sweep()


def test_what_may_be_repeated_is_ready_again(now: Clock) -> None:
    """A crash costs no place in the schedule, and its attempt is on record."""
    delivery = make_delivery(make_destination())
    crash(now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.crashes, delivery.tries, delivery.attempts) == ("ready", 1, 0, 1)
    assert Attempt.objects.get().outcome == "unknown"


def test_what_may_be_visible_is_uncertain(now: Clock, social: FakeChannel) -> None:
    """It is looked for before anything is sent again."""
    delivery = make_delivery(make_destination())
    crash(now)
    delivery.refresh_from_db()
    assert delivery.state == "uncertain"


def test_five_crashes_are_poison(now: Clock) -> None:
    """A delivery that takes workers down with it is given up."""
    delivery = make_delivery(make_destination())
    for _ in range(5):
        crash(now)
    delivery.refresh_from_db()
    assert delivery.state == "dead"
    assert "Poison" in delivery.detail


def test_a_lease_that_lasts_is_left_alone(now: Clock) -> None:
    """Whoever is sending is not disturbed."""
    make_delivery(make_destination())
    claim(1)
    now.pass_(policy().lease - 1)
    assert sweep() == 0
    assert Delivery.objects.get().state == "leased"
