"""How fast a destination may be served, and in which order."""

from uuid import uuid4

import pytest

from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Destination
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


def send_all(senders: int = 8) -> int:
    """Send what may be sent at this moment; how many that were."""
    count = 0
    while claims := claim(senders):
        for taken in claims:
            deliver(taken)
        count += len(claims)
    return count


def test_a_destination_may_be_served_by_fewer_at_once() -> None:
    """Its operator may lower what its channel allows, and never raise it."""
    for most in (2, 9):
        destination = make_destination(most_at_once=most)
        for _ in range(8):
            make_delivery(destination)
    assert len(claim(32)) == 2 + 4


def test_lowering_it_waits_for_those_under_way() -> None:
    """Slots in use count, whichever they are."""
    destination = make_destination()
    for _ in range(8):
        make_delivery(destination)
    _first, *rest = claim(8)
    Destination.objects.update(most_at_once=2)
    for taken in rest[:2]:
        deliver(taken)
    assert claim(8) == []
    deliver(rest[2])
    assert len(claim(8)) == 1


def test_a_new_destination_begins_with_one_at_once() -> None:
    """Nothing is known of it yet."""
    destination = make_destination(ramp=1)
    for _ in range(3):
        make_delivery(destination)
    assert len(claim(8)) == 1


@pytest.mark.parametrize("per_minute, at_first, in_ten_seconds", [(6, 1, 2), (60, 1, 11), (240, 4, 44)])
def test_no_more_leave_than_the_rate_allows(per_minute: int, at_first: int, in_ten_seconds: int, now: Clock) -> None:
    """In any time its number, and one second's worth that may leave together."""
    destination, sent = make_destination(per_minute=per_minute), []
    for _ in range(in_ten_seconds + 3):
        make_delivery(destination)
    for _ in range(21):
        sent.append(send_all())
        now.pass_(0.5)
    assert sent[0] == at_first
    assert sum(sent) == in_ten_seconds


def test_messages_about_one_page_keep_their_order(fake: FakeChannel) -> None:
    """A later one waits until the earlier one has ended; other pages do not wait."""
    destination, uid = make_destination(in_order=True), uuid4()
    first, second = (make_delivery(destination, change=make_change(uid)) for _ in range(2))
    other = make_delivery(destination)
    claims = claim(8)
    assert {taken.delivery for taken in claims} == {first, other}
    for taken in claims:
        deliver(taken)
    assert [taken.delivery for taken in claim(8)] == [second]


@pytest.mark.parametrize("state", ["uncertain", "needs_person"])
def test_what_has_not_ended_keeps_its_successors_back(state: str) -> None:
    """Whether it will be sent again is not known yet."""
    destination, uid = make_destination(in_order=True), uuid4()
    make_delivery(destination, change=make_change(uid), state=state)
    make_delivery(destination, change=make_change(uid))
    assert claim(8) == []


def test_without_the_wish_nothing_waits_for_another() -> None:
    """Receivers compare versions; a message that fails holds nobody up."""
    destination, uid = make_destination(), uuid4()
    for _ in range(2):
        make_delivery(destination, change=make_change(uid))
    assert len(claim(8)) == 2
