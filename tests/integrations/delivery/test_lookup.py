"""Finding out whether an uncertain post stands."""

from dataclasses import replace

import pytest

from integrations.channels.base import Outcome, Presence, Sighting, Verdict
from integrations.delivery.look import look_once
from integrations.delivery.lookup import claim_searches
from integrations.models import Delivery
from tests.integrations.fakes import Clock, FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("social")]

FOUND = Sighting(Presence.FOUND, "99", "https://example.org/99")
BLIND = Sighting(Presence.UNKNOWN, detail="Unreadable")


@pytest.fixture
def delivery(social: FakeChannel, now: Clock) -> Delivery:
    """An uncertain delivery."""
    social.verdicts = [Verdict(Outcome.UNKNOWN)]
    delivery = make_delivery(make_destination())
    return look(delivery)


def look(delivery: Delivery) -> Delivery:
    look_once()
    delivery.refresh_from_db()
    return delivery


def test_found_is_sent(delivery: Delivery, social: FakeChannel, now: Clock) -> None:
    """The post is adopted with its id and address."""
    social.sightings = [FOUND]
    now.pass_(5)
    look(delivery)
    assert (delivery.state, delivery.remote_id, delivery.remote_url) == ("sent", "99", "https://example.org/99")
    assert len(social.sent) == 1


def test_absent_counts_only_when_settled_and_twice(delivery: Delivery, social: FakeChannel, now: Clock) -> None:
    """One early look and two late ones, some seconds apart, lead to exactly one more attempt."""
    for seconds, absences in ((5, 0), (65, 1), (1, 1)):
        now.pass_(seconds)
        look(delivery)
        assert (delivery.state, delivery.absences) == ("uncertain", absences)
    now.pass_(10)
    look(delivery)
    assert delivery.state == "ready"
    now.pass_(10)
    assert look(delivery).state == "sent"
    assert len(social.sent) == 2


def test_a_late_post_is_still_adopted(delivery: Delivery, social: FakeChannel, now: Clock) -> None:
    """Absent once, then there: nothing is sent again."""
    social.sightings = [Sighting(Presence.ABSENT), FOUND]
    for seconds in (75, 10):
        now.pass_(seconds)
        look(delivery)
    assert (delivery.state, len(social.sent)) == ("sent", 1)


def test_an_unreadable_timeline_needs_a_person(delivery: Delivery, social: FakeChannel, now: Clock) -> None:
    """After five blind looks, less and less often, somebody has to say what they see."""
    social.sightings = [BLIND] * 5
    for _ in range(5):
        now.pass_(1000)
        look(delivery)
    assert delivery.state == "needs_person"
    assert "Unreadable" in delivery.detail


def test_expired_credentials_are_renewed_and_it_is_looked_again(
    delivery: Delivery, social: FakeChannel, now: Clock
) -> None:
    """What was refused because of old credentials is asked once more with new ones."""
    social.sightings = [replace(BLIND, expired=True), FOUND]
    social.prepared.clear()
    now.pass_(5)
    assert look(delivery).state == "sent"
    assert social.prepared == [False, True]


def test_credentials_that_have_not_expired_are_left_alone(delivery: Delivery, social: FakeChannel, now: Clock) -> None:
    """A look that is blind for another reason renews nothing: what works once may be lost over it."""
    social.sightings = [BLIND, FOUND]
    social.prepared.clear()
    for _ in range(2):
        now.pass_(1000)
        look(delivery)
    assert social.prepared == [False, False]


def test_where_nobody_knows_the_longest_silence_a_person_decides(
    delivery: Delivery, social: FakeChannel, now: Clock
) -> None:
    """Absent can never be certain there."""
    social.capabilities = replace(social.capabilities, settle_seconds=None)
    for _ in range(2):
        now.pass_(1000)
        look(delivery)
    assert (delivery.state, len(social.sent)) == ("needs_person", 1)


def test_a_duplicate_that_cannot_be_found_needs_a_person(social: FakeChannel, now: Clock) -> None:
    """Sending it again would only be refused again."""
    social.verdicts = [Verdict(Outcome.DUPLICATE)]
    delivery = look(make_delivery(make_destination()))
    for _ in range(2):
        now.pass_(1000)
        look(delivery)
    assert (delivery.state, len(social.sent)) == ("needs_person", 1)


def test_one_look_up_at_a_time(delivery: Delivery, now: Clock) -> None:
    """Two workers do not count the same absence twice."""
    now.pass_(75)
    assert len(claim_searches(8)) == 1
    assert claim_searches(8) == []
