"""Destinations and deliveries in the admin."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.users.models import User
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery, Destination
from integrations.signing import new_private_key, new_secret, public_key
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

WEBHOOK = {
    "name": "Newsroom",
    "state": "active",
    "url": "https://hooks.example.org/meridian",
    "payload": "thin",
    "signature": "v1",
    "audiences": ["public"],
    "causes": ["content", "path", "privacy"],
}


def editor(client: Client, *codenames: str) -> Client:
    """A browser in which somebody with just these permissions is logged in."""
    user = User.objects.create_user("editor", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)
    return client


class TestDestinations:
    """Connecting, changing and testing destinations."""

    def test_the_channel_is_chosen_first(self, desk: Client) -> None:
        """Every channel of the registry is offered."""
        page = desk.get(reverse("destinations:add")).content.decode()
        assert "?channel=webhook" in page
        assert "?channel=x" in page

    def test_a_new_webhook_gets_a_secret_that_is_shown_once(self, desk: Client) -> None:
        """The secret on the page is the one that signs; the form never shows it again."""
        answer = desk.post(reverse("destinations:add") + "?channel=webhook", WEBHOOK).content.decode()
        destination = Destination.objects.get()
        secret, private = destination.secret["signing_secrets"]
        assert f'value="{secret}"' in answer
        assert (f'value="{public_key(private)}"' in answer, private in answer) == (True, False)
        assert secret not in desk.get(reverse("destinations:edit", args=[destination.pk])).content.decode()

    def test_a_new_destination_starts_at_the_head(self, desk: Client) -> None:
        """What was published before it came is not sent."""
        change = make_change()
        desk.post(reverse("destinations:add") + "?channel=webhook", WEBHOOK)
        assert Destination.objects.get().cursor == change.sequence

    def test_the_channel_judges_its_settings(self, desk: Client) -> None:
        """A forbidden address is refused beside its field."""
        wrong = {**WEBHOOK, "url": "ftp://hooks.example.org/"}
        page = desk.post(reverse("destinations:add") + "?channel=webhook", wrong).content.decode()
        assert not Destination.objects.exists()
        assert "error-message" in page

    def test_secrets_left_empty_are_kept(self, desk: Client) -> None:
        """Changing the name of an account asks for no secret again."""
        secret = {"client_id": "c", "access_token": "a", "refresh_token": "r", "expires_at": 1}
        account = make_destination(channel="x", config={"user_id": "1"}, secret=secret)
        form = {"name": "Our account", "state": "active", "announce_delay": 60, "hourly_cap": 3, "user_id": "1"}
        form |= {
            "posts_as": "link",
            "base_url": "https://api.x.com",
            "web_url": "https://x.com",
            "client_id": "",
            "access_token": "new",
        }
        desk.post(reverse("destinations:edit", args=[account.pk]), form)
        account.refresh_from_db()
        assert (account.name, account.hourly_cap) == ("Our account", 3)
        assert account.secret == {"client_id": "c", "access_token": "new", "refresh_token": "r"}

    def test_a_second_secret_signs_beside_the_first(self, desk: Client) -> None:
        """Rotation keeps the secret that the receiver knows, and drops the one before."""
        old, older = new_secret(), new_secret()
        hook = make_destination(channel="webhook", secret={"signing_secrets": [old, older]})
        answer = desk.post(reverse("destinations:issue_secret", args=[hook.pk])).content.decode()
        hook.refresh_from_db()
        new, kept, _private = hook.secret["signing_secrets"]
        assert (kept, new in answer, old in answer) == (old, True, False)

    def test_the_former_secret_is_retired(self, desk: Client) -> None:
        """The button stands there as long as two sign; what else is secret stays."""
        new, old, private = new_secret(), new_secret(), new_private_key()
        hook = make_destination(channel="webhook", secret={"signing_secrets": [new, old, private], "other": "kept"})
        edit, retire = (reverse(f"destinations:{name}", args=[hook.pk]) for name in ("edit", "retire_secret"))
        assert retire in desk.get(edit).content.decode()
        desk.post(retire)
        hook.refresh_from_db()
        assert hook.secret == {"signing_secrets": [new, private], "other": "kept"}
        assert retire not in desk.get(edit).content.decode()

    def test_a_test_message_goes_through_the_whole_protocol(self, desk: Client, fake: FakeChannel) -> None:
        """It is a delivery like any other, and leads to its own page."""
        hook = make_destination()
        answer = desk.post(reverse("destinations:test", args=[hook.pk]), follow=True)
        (taken,) = claim(1)
        deliver(taken)
        assert Delivery.objects.get().state == "sent"
        assert fake.sent[0][1].startswith(b"test")
        assert "Test message" in answer.content.decode()

    def test_the_result_of_a_test_appears_by_itself(self, desk: Client, fake: FakeChannel, now: Clock) -> None:
        """Its page is asked for again until there is one, for a minute at most."""
        hook, refresh = make_destination(), 'http-equiv="refresh"'
        answer = desk.post(reverse("destinations:test", args=[hook.pk]), follow=True)
        own = answer.request["PATH_INFO"]
        assert refresh in answer.content.decode()
        deliver(claim(1)[0])
        assert refresh not in desk.get(own).content.decode()
        answer = desk.post(reverse("destinations:test", args=[hook.pk]), follow=True)
        now.pass_(61)
        assert refresh not in desk.get(answer.request["PATH_INFO"]).content.decode()

    def test_a_paused_destination_is_not_tested(self, desk: Client, fake: FakeChannel) -> None:
        """The message would wait with all the others, and nobody would know why."""
        hook = make_destination(state="paused")
        page = desk.post(reverse("destinations:test", args=[hook.pk]), follow=True).content.decode()
        assert "Make it active first" in page
        assert not Delivery.objects.exists()

    def test_where_people_watch_there_is_no_test(self, desk: Client, social: FakeChannel) -> None:
        """A test post would be seen by everybody."""
        account = make_destination()
        desk.post(reverse("destinations:test", args=[account.pk]))
        assert not Delivery.objects.exists()


class TestDeliveries:
    """The report, one delivery, and what is decided about it."""

    def test_the_report_filters_by_destination_and_state(self, desk: Client, fake: FakeChannel) -> None:
        """Only the rows asked for are listed."""
        first, second = make_destination(), make_destination()
        wanted = make_delivery(first, state="dead")
        others = [make_delivery(first), make_delivery(second, state="dead")]
        url = reverse("integrations_deliveries")
        page = desk.get(f"{url}?destination={first.pk}&state=dead").content.decode()
        assert wanted.change is not None
        assert wanted.change.path in page
        assert not any(other.change and other.change.path in page for other in others)

    def test_a_delivery_shows_message_and_attempts(self, desk: Client, fake: FakeChannel) -> None:
        """What was sent is read from the frozen bytes."""
        delivery = make_delivery(make_destination())
        (taken,) = claim(1)
        deliver(taken)
        page = desk.get(reverse("integrations_delivery", args=[delivery.pk])).content.decode()
        assert "published /page-1/ v1" in page
        assert "Attempt 1" in page

    def test_replay_sends_the_same_message_again(self, desk: Client, fake: FakeChannel, now: Clock) -> None:
        """Same id, same bytes, on record in the audit log."""
        delivery = make_delivery(make_destination())
        deliver(claim(1)[0])
        desk.post(reverse("integrations_delivery_replay", args=[delivery.pk]))
        deliver(claim(1)[0])
        assert fake.sent[0] == fake.sent[1]
        assert ModelLogEntry.objects.filter(action="integrations.replay", user__username="desk").count() == 1

    @pytest.mark.parametrize("state", ["ready", "waiting", "uncertain", "canceled", "sent"])
    def test_what_has_not_ended_or_stands_visibly_is_not_replayed(
        self, desk: Client, social: FakeChannel, state: str
    ) -> None:
        """Nobody makes a duplicate with one click."""
        delivery = make_delivery(make_destination(), state=state)
        desk.post(reverse("integrations_delivery_replay", args=[delivery.pk]))
        delivery.refresh_from_db()
        assert delivery.state == state

    @pytest.mark.parametrize(
        "state, decision, outcome",
        [
            ("waiting", "post", "ready"),
            ("waiting", "skip", "canceled"),
            ("needs_person", "confirm", "sent"),
            ("needs_person", "replay", "ready"),
            ("ready", "skip", "ready"),
            ("sent", "post", "sent"),
            ("dead", "confirm", "dead"),
        ],
    )
    def test_decisions(self, desk: Client, social: FakeChannel, state: str, decision: str, outcome: str) -> None:
        """Each decision is possible in its own state only."""
        delivery = make_delivery(make_destination(), state=state)
        desk.post(reverse(f"integrations_delivery_{decision}", args=[delivery.pk]))
        delivery.refresh_from_db()
        assert delivery.state == outcome

    def test_the_waiting_list_shows_what_waits_and_why(self, desk: Client, social: FakeChannel) -> None:
        """One list for all channels."""
        waiting = make_delivery(make_destination(), state="waiting", detail="It was first published some time ago.")
        sent = make_delivery(make_destination(), state="sent")
        page = desk.get(reverse("integrations_waiting")).content.decode()
        assert waiting.change is not None
        assert waiting.change.path in page
        assert waiting.detail in page
        assert sent.change is not None
        assert sent.change.path not in page


class TestPermissions:
    """Who may see and decide what."""

    def test_without_permission_there_is_nothing_to_see(self, client: Client, fake: FakeChannel) -> None:
        """Neither menu, nor destinations, nor deliveries."""
        delivery = make_delivery(make_destination())
        browser = editor(client)
        for url in (
            reverse("destinations:index"),
            reverse("integrations_deliveries"),
            reverse("integrations_waiting"),
            reverse("integrations_delivery", args=[delivery.pk]),
        ):
            assert browser.get(url).status_code == 302
        assert "Integrations" not in browser.get(reverse("wagtailadmin_home")).content.decode()

    def test_looking_is_not_deciding(self, client: Client, fake: FakeChannel) -> None:
        """Who may only look finds no button, and is refused behind it."""
        delivery = make_delivery(make_destination(), state="dead")
        browser = editor(client, "view_delivery")
        page = browser.get(reverse("integrations_delivery", args=[delivery.pk])).content.decode()
        browser.post(reverse("integrations_delivery_replay", args=[delivery.pk]))
        delivery.refresh_from_db()
        assert ("Send again" in page, delivery.state) == (False, "dead")
