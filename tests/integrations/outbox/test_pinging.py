"""Many changes within seconds come to one ping of each feed."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qs

import pytest
from wagtail.models import Site

from cms.publications.models import Change
from integrations.channels.websub import WebSub
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.http import Request, Response
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import send_test
from integrations.outbox.fan_out import fan_out
from tests.integrations.channels.samples import answer
from tests.integrations.fakes import Clock, make_change, make_destination

pytestmark = pytest.mark.django_db
PINGS = 9  # three formats of: all posts, articles, English


@pytest.fixture
def hub(now: Clock) -> Destination:
    return make_destination(channel=WebSub.name, config={"hub": "https://hub.example.org/"})


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics that the hub has heard of, ping by ping."""
    topics: list[str] = []

    def send(request: Request, **_checks: Any) -> Response:
        topics.extend(parse_qs(request.body.decode())["hub.topic"])
        return answer(202)

    monkeypatch.setattr("integrations.http.send", send)
    return topics


def change(**fields: Any) -> Change:
    return make_change(site_id=Site.objects.get(is_default_site=True).pk, **fields)


def send_due() -> None:
    while claims := claim(4):
        for claimed in claims:
            deliver(claimed)


def test_many_changes_are_one_ping_a_feed(hub: Destination, heard: list[str], now: Clock) -> None:
    """Changes that come while a ping waits add none; one that comes after it was sent does."""
    for _ in range(3):
        change()
        fan_out()
    now.pass_(4)
    send_due()
    assert heard == []
    now.pass_(1)
    send_due()
    assert (len(heard), set(Counter(heard).values())) == (PINGS, {1})
    change()
    fan_out()
    now.pass_(5)
    send_due()
    assert set(Counter(heard).values()) == {2}


def test_a_ping_goes_out_whatever_became_of_its_page(hub: Destination, heard: list[str], now: Clock) -> None:
    """It stands for other changes too: a page that is withdrawn meanwhile does not call it off."""
    first = change()
    fan_out()
    make_change(first.uid, site_id=first.site_id, action="unpublished", version=2)
    fan_out()
    now.pass_(5)
    send_due()
    assert len(heard) == PINGS


def test_a_ping_that_failed_is_brought_forward(hub: Destination, now: Clock) -> None:
    """News does not wait out the hours that an old ping was put off for."""
    change()
    fan_out()
    hub.deliveries.update(due_at=now.moment.replace(year=2030))
    change()
    fan_out()
    waits = {(delivery.due_at - now.moment).total_seconds() for delivery in hub.deliveries.all()}
    assert (hub.deliveries.count(), waits) == (PINGS, {WebSub.capabilities.gather_seconds})


def test_only_what_everybody_may_see_is_told(hub: Destination) -> None:
    """Not even that something happened behind the gate, whatever the destination was granted."""
    Destination.objects.update(audiences=["public", "group:7"])
    change(audience="group:7")
    fan_out()
    assert not Delivery.objects.exists()


def test_a_test_is_a_ping_of_the_main_feed(hub: Destination, heard: list[str], admin_user: Any) -> None:
    """Harmless, and answered like any other."""
    delivery = send_test(hub, admin_user)
    send_due()
    delivery.refresh_from_db()
    assert (delivery.state, [topic.rpartition("8000")[2] for topic in heard]) == ("sent", ["/feeds/atom/"])
