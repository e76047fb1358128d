"""Destinations of which nothing but failure is heard."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.users.models import User
from integrations.channels.base import Outcome, Verdict
from integrations.models import Destination
from integrations.upkeep.failing import watch
from tests.integrations.fakes import START, Clock, FakeChannel, make_delivery, make_destination, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]

DAY = 24 * 60 * 60


@pytest.fixture
def owner() -> User:
    """Who looks after the destination."""
    return User.objects.create_superuser("owner", email="owner@example.org", password="x")


@pytest.fixture
def failing(owner: User) -> Destination:
    """A destination that has begun to fail just now, with a message that is tried again and again."""
    destination = make_destination(name="Newsroom", owner=owner, failing_since=START)
    make_delivery(destination, tries=2, due_at=START + timedelta(days=30))
    return destination


def days(now: Clock, number: float) -> list[str]:
    """The subjects of the mails of some days, at a look every six hours."""
    mail.outbox.clear()
    for _ in range(round(number * 4)):
        now.pass_(DAY / 4)
        watch()
    return [str(message.subject) for message in mail.outbox]


def test_failures_are_timed_from_the_first_to_the_next_success(fake: FakeChannel, now: Clock) -> None:
    """Whatever fails in between changes nothing, and what arrives ends it."""
    fake.verdicts = [Verdict(Outcome.TRANSIENT), Verdict(Outcome.TRANSIENT)]
    delivery, seen = make_delivery(make_destination(warnings=1, warned_at=START)), []
    for _ in range(3):
        send(delivery)
        seen.append(Destination.objects.get().failing_since)
        now.pass_(2 * 60 * 60)
    assert seen == [START, START, None]
    assert Destination.objects.get().warnings == 0


def test_the_owner_is_warned_twice_and_told_of_the_end(failing: Destination, now: Clock) -> None:
    """After a day and after three; after five the destination is paused, which is in its history."""
    assert days(now, 0.75) == []
    assert days(now, 1) == ["Nothing arrives at “Newsroom”"]
    assert days(now, 3) == ["Nothing arrives at “Newsroom”"]
    assert Destination.objects.get().state == "active"
    days(now, 0.25)
    destination = Destination.objects.get()
    assert (destination.state, "since 2026-11-22 12:00 UTC" in destination.state_reason) == ("paused", True)
    assert ModelLogEntry.objects.filter(action="integrations.give_up").count() == 1


def test_the_mails_lead_to_the_destination(
    failing: Destination, now: Clock, django_capture_on_commit_callbacks: Any
) -> None:
    """They go to the owner, say since when and until when, and where to look."""
    with django_capture_on_commit_callbacks(execute=True):
        days(now, 6)
    first, _second, last = mail.outbox
    assert first.to == last.to == ["owner@example.org"]
    assert "paused from 2026-11-27 12:00 UTC on" in first.body
    assert last.subject == "“Newsroom” is paused"
    assert all(reverse("destinations:edit", args=[failing.pk]) in one.body for one in (first, last))


def test_nobody_is_paused_unwarned(failing: Destination, now: Clock) -> None:
    """After a week in which no worker ran, the warning comes first and the end a day later."""
    now.pass_(7 * DAY)
    assert days(now, 1) == ["Nothing arrives at “Newsroom”"]
    assert Destination.objects.get().state == "active"
    days(now, 0.5)
    assert Destination.objects.get().state == "paused"


def test_what_has_nothing_to_tell_is_left_alone(failing: Destination, now: Clock) -> None:
    """A message that failed for good long ago does not pause a destination that nobody has tried since."""
    failing.deliveries.update(state="dead", ended_at=START)
    days(now, 6)
    assert Destination.objects.get().state == "active"


def test_a_mail_that_cannot_be_sent_is_due_again(
    failing: Destination, now: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning counts when it has gone out."""

    def away(*_: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", away)
        assert days(now, 2) == []
    assert days(now, 0.25) == ["Nothing arrives at “Newsroom”"]


@pytest.mark.parametrize("change", [{"owner": None}, {"name": "News\r\nBcc: all@example.org"}])
def test_it_works_for_any_owner_and_name(failing: Destination, now: Clock, change: dict[str, Any]) -> None:
    """Without an owner there is no mail; a name of several lines is one in a mail."""
    Destination.objects.update(**change)
    assert days(now, 1) == ([] if "owner" in change else ["Nothing arrives at “News Bcc: all@example.org”"])
    days(now, 5)
    assert Destination.objects.get().state == "paused"


def test_the_admin_tells_it_to_those_who_can_help(
    failing: Destination, owner: User, client: Client, now: Clock
) -> None:
    """On the destination's own page at once, and on the first one after an hour."""
    home, own = reverse("wagtailadmin_home"), reverse("destinations:edit", args=[failing.pk])
    client.force_login(owner)
    assert "it is paused from 2026-11-27 12:00 UTC on" in client.get(own).content.decode()
    assert "Nothing arrives there" not in client.get(home).content.decode()
    now.pass_(60 * 60)
    assert "Nothing arrives there" in client.get(home).content.decode()


def test_others_see_nothing_of_it(failing: Destination, client: Client, now: Clock) -> None:
    """Who has nothing to do with destinations does not learn that there are any."""
    editor = User.objects.create_user("editor", password="x")
    editor.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(editor)
    now.pass_(60 * 60)
    assert "Nothing arrives there" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_making_it_active_again_begins_anew(failing: Destination, owner: User, client: Client, now: Clock) -> None:
    """Neither the time nor the warnings of before count against it."""
    Destination.objects.update(state="paused", channel="webhook", warnings=2, warned_at=START)
    secret, config = {"signing_secrets": ["whsec_" + "QUJD" * 10]}, {"url": "https://hooks.example.org/"}
    Destination.objects.update(secret=secret, config=config)
    form = {"name": "Newsroom", "state": "active", "owner": owner.pk, "payload": "thin", "signature": "v1"}
    client.force_login(owner)
    own = reverse("destinations:edit", args=[failing.pk])
    client.post(own, {**form, **config, "audiences": ["public"], "causes": ["content"]})
    destination = Destination.objects.get()
    assert (destination.state, destination.failing_since, destination.warnings) == ("active", None, 0)
    assert destination.owner == owner


def test_who_connects_a_destination_owns_it(owner: User, client: Client) -> None:
    """Until somebody else is chosen."""
    client.force_login(owner)
    page = client.get(reverse("destinations:add") + "?channel=webhook").content.decode()
    assert f'<option value="{owner.pk}" selected>owner</option>' in page
