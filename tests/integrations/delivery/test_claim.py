"""Taking deliveries to send."""

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from integrations.delivery import claim as module
from integrations.delivery.claim import Also, Claim, claim
from integrations.delivery.hold import Hold, LeaseEnding
from integrations.delivery.shares import Lane, Room
from integrations.models import Attempt, Delivery, Destination
from integrations.policy import policy
from tests.integrations.fakes import START, Clock, FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def test_a_claim_leases_a_slot_and_writes_the_intent() -> None:
    """State, slot, token, expiry and attempt are there before anything is sent."""
    delivery = make_delivery(make_destination())
    (taken,) = claim(8)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.slot, delivery.lease_token) == ("leased", 0, taken.token)
    assert delivery.lease_expires_at is not None
    assert (delivery.lease_expires_at - START).total_seconds() == policy().lease
    assert Attempt.objects.get().lease_token == taken.token


def test_the_cap_of_a_destination_holds() -> None:
    """Four slots, four claims, however many senders are free."""
    destination = make_destination()
    for _ in range(6):
        make_delivery(destination)
    assert len(claim(8)) == 4
    assert claim(8) == []
    assert set(destination.deliveries.filter(state="leased").values_list("slot", flat=True)) == {0, 1, 2, 3}


def test_what_was_claimed_before_a_failure_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lease that was committed has an owner, whatever becomes of the next claim; a failure alone is an error."""
    destination = make_destination()
    for _ in range(2):
        make_delivery(destination)
    real, turns = module._turn, iter([True, False, False])

    def unlucky(room: Room, passed: set[int], also: Also) -> tuple[set[int], list[Claim]]:
        if next(turns):
            return real(room, passed, also)
        raise OperationalError("away")

    monkeypatch.setattr(module, "_turn", unlucky)
    assert len(claim(8)) == 1
    with pytest.raises(OperationalError):
        claim(8)


def test_no_more_is_claimed_than_senders_are_free() -> None:
    """What is claimed is sent at once."""
    destination = make_destination()
    for _ in range(4):
        make_delivery(destination)
    assert len(claim(2)) == 2


def test_the_least_recently_served_destination_comes_first(now: Clock) -> None:
    """A destination with much to send does not push another one aside."""
    busy, quiet = make_destination(), make_destination()
    for _ in range(9):
        make_delivery(busy)
    claim(1)
    now.pass_(1)
    make_delivery(quiet)
    assert [taken.delivery.destination for taken in claim(1)] == [quiet]


def test_one_of_each_before_another_of_any() -> None:
    """Three free senders serve three destinations, however much there is to send to the first."""
    destinations = [make_destination() for _ in range(3)]
    for destination in destinations:
        for _ in range(4):
            make_delivery(destination)
    assert {taken.delivery.destination for taken in claim(3)} == set(destinations)


def test_retries_leave_half_of_the_senders() -> None:
    """First attempts find a sender, however many deliveries have failed."""
    for tries in (1, 0):
        for _ in range(8):
            make_delivery(make_destination(), tries=tries)
    assert sorted(taken.delivery.tries for taken in claim(8)) == [1] * 4 + [2] * 4


@pytest.mark.parametrize("trouble", [{"failures": 1}, {"is_slow": True}])
def test_struggling_destinations_share_a_quarter(trouble: dict[str, object]) -> None:
    """Their first attempts count as well."""
    for _ in range(8):
        make_delivery(make_destination(**trouble))
    assert len(claim(8)) == 2
    make_delivery(make_destination())
    assert len(claim(Room.beside(8, [Lane.STRUGGLING] * 2))) == 1


def test_many_destinations_cost_few_statements(django_assert_max_num_queries: Any) -> None:
    """Claiming sixteen rows of sixteen destinations takes no more statements than claiming one."""
    for _ in range(16):
        make_delivery(make_destination())
    with django_assert_max_num_queries(12):
        assert len(claim(16)) == 16


@pytest.mark.parametrize("fields", [{"due_at": START.replace(hour=13)}, {"state": "waiting"}, {"state": "dead"}])
def test_only_what_is_due_is_claimed(fields: dict[str, object]) -> None:
    """Neither the future nor what has ended or waits is sent."""
    make_delivery(make_destination(), **fields)
    assert claim(8) == []


def test_a_paused_destination_is_left_alone() -> None:
    """Its deliveries stay ready."""
    make_delivery(make_destination(state=Destination.State.PAUSED))
    assert claim(8) == []


@pytest.mark.parametrize("state", ["ready", "leased", "uncertain", "needs_person"])
def test_a_retraction_waits_until_its_post_is_settled(state: str, social: FakeChannel) -> None:
    """What may still be under way cannot be taken back yet."""
    destination = make_destination(state=Destination.State.PAUSED)
    leased = {"lease_token": "0" * 32, "lease_expires_at": START, "slot": 0} if state == "leased" else {}
    told = make_delivery(destination, state=state, **leased)
    retraction = make_delivery(destination, purpose="retract", retracts=told)
    Destination.objects.update(state=Destination.State.ACTIVE)
    assert retraction not in Delivery.objects.due(START)


def test_two_leases_never_share_a_slot() -> None:
    """The cap is a constraint of the database, not a promise of the code."""
    destination = make_destination()
    lease = {"state": "leased", "slot": 0, "lease_expires_at": START}
    make_delivery(destination, **lease, lease_token="0" * 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_delivery(destination, **lease, lease_token="1" * 32)


@pytest.mark.parametrize("fields", [{"state": "leased"}, {"slot": 1}, {"lease_expires_at": START}])
def test_leased_and_having_a_lease_are_the_same(fields: dict[str, object]) -> None:
    """A row that has one without the other cannot be written."""
    with pytest.raises(IntegrityError), transaction.atomic():
        make_delivery(make_destination(), **fields)


def test_a_request_is_not_begun_when_the_lease_could_end_first() -> None:
    """What is left must cover the whole request and the margin."""
    hold = Hold()
    hold.check(policy().lease - policy().margin - 1)
    with pytest.raises(LeaseEnding):
        hold.check(policy().lease - policy().margin + 1)
    assert hold.lapsed
