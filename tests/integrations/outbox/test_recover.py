"""What a destination missed since a time is queued again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.publications.models import Head
from cms.users.models import User
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import TooLate
from integrations.outbox.fan_out import fan_out
from integrations.outbox.recover import Recovered, recover
from integrations.upkeep.retention import DELIVERIES_KEPT
from tests.integrations.fakes import START, Clock, FakeChannel, make_change, make_delivery, make_destination, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


@pytest.fixture
def user() -> User:
    """Somebody who recovers."""
    return User.objects.create_superuser("desk", password="x")


def failed(destination: Destination, **fields: Any) -> Delivery:
    """A message that was told and has ended."""
    make_change()
    fan_out()
    ended = destination.deliveries.latest("pk")
    Delivery.objects.filter(pk=ended.pk).update(**{"state": "dead", "ended_at": START, **fields})
    return ended


def test_what_failed_since_then_is_sent_again(user: User, fake: FakeChannel) -> None:
    """Under the same id with the same bytes; what failed before, or was called off, stays as it is."""
    destination = make_destination()
    missed = failed(destination, body=b"as it was", tries=10, attempts=10)
    failed(destination, ended_at=START - timedelta(hours=2))
    failed(destination, state="canceled")
    assert recover(destination, START - timedelta(hours=1), user) == Recovered(failed=1, untold=0)
    assert send(missed).state == "sent"
    assert fake.sent == [(missed.message_id, b"as it was")]


def test_what_it_wants_by_now_and_was_not_told_is_told(user: User) -> None:
    """A wider choice reaches back as far as one says, and no further."""
    destination = make_destination(types=["research"])
    make_change(at=START - timedelta(hours=2))
    change = make_change()
    fan_out()
    Destination.objects.update(types=[])
    assert recover(destination, START - timedelta(hours=1), user) == Recovered(failed=0, untold=1)
    assert Delivery.objects.get().change == change


def test_what_was_told_before_a_restore_is_not_taken_for_untold(user: User) -> None:
    """The ids of messages are others in a new epoch; what was told stays told."""
    destination = make_destination()
    failed(destination, state="sent")
    Head.objects.update(epoch=uuid4())
    assert recover(destination, START - timedelta(hours=1), user) == Recovered(failed=0, untold=0)


def test_what_is_forgotten_is_not_taken_for_untold(user: User) -> None:
    """Further back than messages are kept, everything would be told once more."""
    destination = make_destination()
    with pytest.raises(TooLate, match="365 days"):
        recover(destination, START - DELIVERIES_KEPT - timedelta(seconds=1), user)
    assert recover(destination, START - DELIVERIES_KEPT, user) == Recovered(failed=0, untold=0)


def test_recovering_twice_sends_nothing_twice(user: User) -> None:
    """What was told or waits is left alone, and what the fan-out still comes to is left to it."""
    destination = make_destination()
    make_change()
    fan_out()
    make_change()
    assert [recover(destination, START, user) for _ in range(2)] == [Recovered(0, 0)] * 2
    fan_out()
    assert Delivery.objects.count() == 2


def test_what_people_see_is_not_sent_again_in_bulk(user: User, social: FakeChannel) -> None:
    """Every post is decided about by itself."""
    delivery = make_delivery(make_destination(), state="dead", ended_at=START)
    with pytest.raises(TooLate):
        recover(delivery.destination, START, user)
    delivery.refresh_from_db()
    assert delivery.state == "dead"


def test_it_is_done_in_the_admin_and_on_record(client: Client, user: User, now: Clock) -> None:
    """The page says what came of it, and the history who did it."""
    destination = make_destination()
    failed(destination)
    client.force_login(user)
    address = reverse("destinations:recover", args=[destination.pk])
    assert "Take a time before" in client.get(address).content.decode()
    page = client.post(address, {"since": "2026-11-22 11:00"}, follow=True).content.decode()
    assert "Queued: 1 that had failed, 0 that were never told." in page
    entry = ModelLogEntry.objects.get(action="integrations.recover")
    assert (entry.user, entry.data["failed"]) == (user, 1)
