"""After a restored backup, and in a copy: what is sent again, and what is not."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from cms.publications.installation import Installation
from integrations.channels.base import Presence, Sighting
from integrations.delivery.look import look, look_once
from integrations.health import SUSPENDED, deliveries
from integrations.models import Attempt, Delivery, Destination
from integrations.outbox.decisions import post, replay
from integrations.outbox.fan_out import fan_out, head
from integrations.outbox.resumption import A_COPY, resume_as_copy, resume_as_restore
from tests.integrations.fakes import START, Clock, FakeChannel, make_change, make_delivery, make_destination, send
from tests.integrations.restores import set_back, take_elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

FOUND = Sighting(Presence.FOUND, "99", "https://example.org/99")
BACKUP = START - timedelta(hours=3)


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> None:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path


def restore() -> None:
    """Restore the backup, let a worker notice, and go on."""
    set_back(BACKUP)
    look()
    resume_as_restore()


def look_again(delivery: Delivery, now: Clock, times: int = 1) -> Delivery:
    """Let time pass, and the workers look."""
    for _ in range(times):
        now.pass_(1000)
        look_once()
    delivery.refresh_from_db()
    return delivery


class TestSuspended:
    """Until somebody has said what happened."""

    @pytest.mark.parametrize("happen", [set_back, take_elsewhere])
    def test_nothing_moves(self, fake: FakeChannel, happen: Any) -> None:
        """Nothing is considered, claimed, looked up or swept, however often workers look."""
        destination = make_destination()
        ready = make_delivery(destination)
        searched = make_delivery(destination, state="uncertain")
        make_change()
        happen()
        assert look_once() == 0
        assert (fake.sent, destination.deliveries.count()) == ([], 2)
        assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == ["ready", "uncertain"]
        assert {ready.due_at, searched.due_at} == set(Delivery.objects.values_list("due_at", flat=True))

    def test_health_says_so_and_stays_well(self, fake: FakeChannel, now: Clock) -> None:
        """Whoever is to decide needs an admin that answers."""
        make_delivery(make_destination())
        set_back()
        now.pass_(3600)
        assert deliveries() == SUSPENDED

    def test_what_is_sent_is_remembered_before(self, social: FakeChannel) -> None:
        """A database in which a post has not been begun is older than one that has sent it."""
        delivery = make_delivery(make_destination())
        look()
        before = Installation.objects.get().generation
        send(delivery)
        Installation.objects.update(generation=before)
        assert look_once() == 0
        assert Installation.objects.get().suspended_at


class TestPosts:
    """Where people see what is posted."""

    @pytest.mark.parametrize("state", ["ready", "leased", "uncertain"])
    def test_what_may_have_been_posted_is_adopted(self, social: FakeChannel, now: Clock, state: str) -> None:
        """It is looked for since the backup, found, and not posted once more."""
        lease: dict[str, Any] = {"lease_token": "0" * 32, "lease_expires_at": START, "slot": 0}
        delivery = make_delivery(make_destination(), state=state, **(lease if state == "leased" else {}))
        restore()
        social.sightings = [FOUND]
        delivery = look_again(delivery, now)
        assert (delivery.state, delivery.remote_id, social.sent) == ("sent", "99", [])
        assert social.since == [BACKUP - timedelta(minutes=5)]

    def test_what_is_absent_is_offered_and_then_posted_once(self, social: FakeChannel, now: Clock) -> None:
        """It waits for a decision; whoever lets it out posts it."""
        delivery = make_delivery(make_destination())
        restore()
        assert look_again(delivery, now, times=2).state == "waiting"
        assert social.sent == []
        post(delivery, None)
        assert look_again(delivery, now).state == "sent"
        assert len(social.sent) == 1

    def test_what_waited_is_looked_for_when_it_is_let_out(self, social: FakeChannel, now: Clock) -> None:
        """Somebody may have let it out since the backup; absent, it is posted."""
        delivery = make_delivery(make_destination(), state="waiting")
        restore()
        post(Delivery.objects.get(), None)
        assert look_again(delivery, now).state == "uncertain"
        assert look_again(delivery, now, times=2).state == "sent"
        assert len(social.sent) == 1

    def test_changes_not_yet_considered_are_doubted_too(self, social: FakeChannel, now: Clock) -> None:
        """The lost delivery of such a change may have been posted: the new one bears the same marker and finds it."""
        account = make_destination(cursor=head())
        make_change()
        fan_out()
        marker = Delivery.objects.get().marker
        Delivery.objects.all().delete()
        Destination.objects.update(cursor=0)
        restore()
        made = account.deliveries.get()
        assert (made.marker, made.state) == (marker, "uncertain")

    def test_where_nobody_can_look_a_person_decides(self, social: FakeChannel, now: Clock) -> None:
        """What cannot be searched is not posted by itself."""
        social.capabilities = replace(social.capabilities, looks_up=False)
        delivery = make_delivery(make_destination())
        restore()
        assert look_again(delivery, now).state == "waiting"

    def test_an_unreadable_timeline_needs_a_person(self, social: FakeChannel, now: Clock) -> None:
        """Who then sends it again by hand has looked; nothing is looked for once more."""
        delivery = make_delivery(make_destination())
        restore()
        social.sightings = [Sighting(Presence.UNKNOWN)] * 5
        assert look_again(delivery, now, times=5).state == "needs_person"
        replay(delivery, None)
        assert look_again(delivery, now).state == "sent"

    def test_what_is_published_soon_after_waits(self, social: FakeChannel, now: Clock) -> None:
        """A draft of the backup may have been published and posted since; two days later that is no concern."""
        account = make_destination(cursor=head())
        restore()
        make_change()
        fan_out()
        assert account.deliveries.get().state == "waiting"
        Installation.objects.update(restored_at=START - timedelta(days=3))
        make_change()
        fan_out()
        assert account.deliveries.latest("pk").state == "ready"

    def test_withdrawn_advice_is_taken_back_once_it_is_found(self, social: FakeChannel, now: Clock) -> None:
        """A post that the database does not know of is found first, and then deleted."""
        delivery = make_delivery(make_destination())
        assert delivery.change
        Delivery.objects.update(dedupe_key=f"page:{delivery.change.uid}")
        set_back(BACKUP)
        make_change(delivery.change.uid, action="unpublished")
        look()
        resume_as_restore()
        social.sightings = [FOUND]
        look_again(delivery, now, times=2)
        assert (social.sent, social.retracted) == ([], ["99"])


class TestWebhooks:
    """Who keeps a copy takes it anew."""

    def test_receivers_are_told_to_begin_again_and_nothing_else(self, fake: FakeChannel, now: Clock) -> None:
        """What was ready, or not yet considered, may have been told: it is called off."""
        destination = make_destination(told=4)
        make_delivery(destination, cursor=4, previous_cursor=3)
        make_change()
        restore()
        now.pass_(100)
        look_once()
        [(_, body)] = fake.sent
        assert body.startswith(b"resync")
        assert body.endswith(b"#5<4")
        assert list(destination.deliveries.order_by("pk").values_list("state", flat=True)) == ["canceled", "sent"]

    def test_what_is_published_afterwards_is_told(self, fake: FakeChannel, now: Clock) -> None:
        """The order goes on."""
        make_destination()
        make_change()
        restore()
        make_change()
        look_once()
        assert [body.split()[0] for _, body in fake.sent] == [b"resync", b"published"]

    @pytest.mark.parametrize("state, told", [("active", 1), ("paused", 1), ("closed", 0)])
    def test_whoever_is_still_connected_is_told(self, fake: FakeChannel, state: str, told: int) -> None:
        """A paused receiver hears of it when it is resumed; a closed one never."""
        destination = make_destination(state=state)
        restore()
        assert destination.deliveries.filter(purpose="resync").count() == told

    def test_who_keeps_nothing_is_not_told(self, fake: FakeChannel) -> None:
        """A hub that is only pinged has nothing to take anew."""
        fake.capabilities = replace(fake.capabilities, keeps_copy=False)
        make_destination()
        restore()
        assert not Delivery.objects.exists()


class TestCopies:
    """The original goes on elsewhere."""

    def test_a_copy_sends_nothing(self, social: FakeChannel, now: Clock) -> None:
        """Destinations are closed, what was open is called off, and what waits for nobody is not considered."""
        destination = make_destination(secret={"token": "t"})
        deliveries = [make_delivery(destination, state=state) for state in ("ready", "waiting", "uncertain")]
        make_change()
        take_elsewhere()
        look()
        resume_as_copy()
        assert [look_again(one, now).state for one in deliveries] == ["canceled"] * 3
        destination.refresh_from_db()
        assert (destination.state, destination.state_reason, social.sent) == ("closed", A_COPY, [])
        assert (destination.cursor, destination.secret) == (head(), {"token": "t"})

    def test_credentials_can_be_forgotten(self, fake: FakeChannel) -> None:
        """Nobody can use them here by mistake."""
        make_destination(secret={"token": "t"})
        take_elsewhere()
        resume_as_copy(drop_secrets=True)
        assert Destination.objects.get().secret == {}


def test_what_was_said_is_in_the_history(fake: FakeChannel, admin_user: Any) -> None:
    """Who said it, and what followed."""
    make_delivery(make_destination())
    set_back()
    look()
    resume_as_restore(admin_user)
    entry = ModelLogEntry.objects.get(action="integrations.resume")
    assert (entry.user, entry.data["resynced"], entry.data["canceled"]) == (admin_user, 1, 1)


def test_attempts_of_before_the_backup_are_found_too(social: FakeChannel, now: Clock) -> None:
    """What was uncertain already is looked for since its first attempt."""
    delivery = make_delivery(make_destination(), state="uncertain", attempts=1)
    begun: datetime = BACKUP - timedelta(hours=1)
    Attempt.objects.create(delivery=delivery, number=1, lease_token="0" * 32, started_at=begun)
    restore()
    look_again(delivery, now)
    assert social.since == [begun - timedelta(minutes=5)]
