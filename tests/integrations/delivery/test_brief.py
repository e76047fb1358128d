"""What is read for several senders at once, and how long it counts."""

import time
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.publications.models import Document
from integrations.channels.base import Message, Payload
from integrations.delivery.brief import brief_together
from integrations.delivery.briefing import FRESH
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery
from tests.integrations.fakes import START, FakeChannel, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def statements(count: int) -> int:
    """How many are needed for so many destinations."""
    for _ in range(count):
        make_delivery(make_destination())
    claims = claim(count)
    with CaptureQueriesContext(connection) as asked:
        brief_together(claims, START)
    assert all(one.briefing for one in claims)
    return len(asked)


def test_many_cost_no_more_statements_than_two(fake: FakeChannel) -> None:
    """What is asked is asked for all of them together."""
    assert statements(8) == statements(2)


def test_what_was_composed_together_is_what_is_sent(fake: FakeChannel) -> None:
    """Each receiver gets its own number, and each of two messages to one receiver too."""
    several, one = make_destination(), make_destination()
    change = make_change()
    for destination in (several, one, several):
        make_delivery(destination, change=change, dedupe_key=str(Delivery.objects.count()))
    for claimed in claim(3, brief_together):
        deliver(claimed)
    assert sorted(body.rpartition(b" ")[2] for _id, body in fake.sent) == [b"#1<0", b"#1<0", b"#2<1"]
    assert [bytes(one.body or b"") for one in Delivery.objects.order_by("pk")] == sorted(
        (body for _id, body in fake.sent), key=lambda body: body.endswith(b"<1")
    )


def test_what_cannot_be_composed_stops_nobody_else(fake: FakeChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is then composed for itself; no number is lost."""
    compose = fake.compose

    def refuse(message: Message, config: dict[str, object], marker: str) -> Payload:
        if config.get("refused"):
            raise ValueError("Nothing may be shared")
        return compose(message, config, marker)

    monkeypatch.setattr(fake, "compose", refuse)
    make_delivery(make_destination())
    make_delivery(make_destination(config={"refused": True}))
    for claimed in claim(2, brief_together):
        deliver(claimed)
    assert sorted(Delivery.objects.values_list("state", "destination__told")) == [("dead", 0), ("sent", 1)]


@pytest.mark.parametrize("age, state", [(-60, "sent"), (FRESH, "canceled")])
def test_what_is_not_fresh_any_more_is_read_again(fake: FakeChannel, age: float, state: str) -> None:
    """A sender that was kept waiting asks once more whether the page may be read."""
    delivery = make_delivery(make_destination())
    (claimed,) = claim(1, brief_together)
    assert claimed.briefing
    claimed.briefing = replace(claimed.briefing, read_at=time.monotonic() - age)
    Document.objects.all().delete()
    deliver(claimed)
    delivery.refresh_from_db()
    assert delivery.state == state
