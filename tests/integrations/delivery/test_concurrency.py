"""Several workers at once, on a database that lets them."""

from collections import Counter

import pytest

from integrations import clock
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery, Destination
from integrations.outbox.fan_out import fan_out
from tests.integrations.delivery.workers import at_once
from tests.integrations.fakes import FakeChannel, make_change, make_delivery, make_destination

WORKERS = 8

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql"),  # SQLite has one writer at a time
]


def test_the_cap_holds_against_many_claimers(fake: FakeChannel) -> None:
    """Eight workers claim at the same moment: four leases, in four slots, of four deliveries."""
    destination = make_destination()
    for _ in range(20):
        make_delivery(destination, due_at=clock.now())
    claims = [taken for several in at_once(WORKERS, lambda: claim(WORKERS)) for taken in several]
    assert len({taken.delivery.pk for taken in claims}) == len(claims) == 4
    assert destination.deliveries.filter(state="leased").values("slot").distinct().count() == 4


def test_everything_is_sent_once(fake: FakeChannel) -> None:
    """Eight workers empty three destinations; every message leaves exactly once."""
    for destination in [make_destination() for _ in range(3)]:
        for _ in range(15):
            make_delivery(destination, due_at=clock.now())

    def work() -> None:
        while Delivery.objects.filter(state__in=("ready", "leased")).exists():
            for taken in claim(1):
                deliver(taken)

    at_once(WORKERS, work)
    assert Counter(Counter(message_id for message_id, _body in fake.sent).values()) == {1: 45}
    assert Delivery.objects.filter(state="sent").count() == 45


def test_cursors_have_no_gap_and_no_repetition(fake: FakeChannel) -> None:
    """Numbers are given under the destination's lock."""
    destination = make_destination()
    for _ in range(30):
        make_delivery(destination, due_at=clock.now())

    def work() -> None:
        while claims := claim(1):
            for taken in claims:
                deliver(taken)

    at_once(WORKERS, work)
    for taken in claim(8):
        deliver(taken)
    numbers = destination.deliveries.filter(cursor__isnull=False).values_list("cursor", flat=True)
    assert sorted(number for number in numbers if number) == list(range(1, len(numbers) + 1))


def test_fanning_out_at_once_inserts_each_delivery_once(fake: FakeChannel) -> None:
    """Whoever finds the destination locked leaves it to the other."""
    make_destination()
    for _ in range(20):
        make_change()
    at_once(WORKERS, fan_out)
    fan_out()
    assert Delivery.objects.count() == 20
    assert Destination.objects.get().cursor == Delivery.objects.latest("change_id").change_id
