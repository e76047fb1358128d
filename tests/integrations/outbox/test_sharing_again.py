"""Sharing a page again is an act of its own, made once, and on record."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.publications.models import Document
from cms.users.models import User
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import TooLate
from integrations.outbox.fan_out import fan_out
from integrations.outbox.sharing_again import may_share_again, share_again
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_delivery, make_destination

pytestmark = pytest.mark.django_db
WHY = "The season begins"


@pytest.fixture
def told(social: FakeChannel, now: Clock) -> Delivery:
    """A post that stands."""
    make_destination(announce_delay=0, hourly_cap=1)
    make_change()
    fan_out()
    deliver(claim(1)[0])
    return Delivery.objects.get()


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser in which somebody is logged in who may decide about deliveries."""
    user = User.objects.create_user("desk", password="x")
    permissions = Permission.objects.filter(codename__in=["access_admin", "change_delivery"])
    user.user_permissions.set(permissions)
    client.force_login(user)
    return client


def asked(told: Delivery) -> str:
    return reverse("integrations_share_again", args=[told.pk])


def test_it_is_posted_again_as_a_post_of_its_own(told: Delivery, social: FakeChannel, now: Clock) -> None:
    """Weeks later and beyond the cap, with a mark of its own; the former post is left as it is."""
    now.pass_(30 * 24 * 3600)
    made = share_again(told, User.objects.create_user("desk"), WHY, uuid4())
    deliver(claim(1)[0])
    made.refresh_from_db()
    assert (made.state, made.marker == told.marker, len(social.sent)) == ("sent", False, 2)
    assert Delivery.objects.get(pk=told.pk).state == "sent"


def test_it_is_on_record_who_and_why(told: Delivery, desk: Client) -> None:
    """The history names the person, the account and the reason."""
    desk.post(asked(told), {"why": WHY, "campaign": uuid4()})
    entry = ModelLogEntry.objects.get(action="integrations.share_again")
    assert (entry.user.username, entry.data["why"]) == ("desk", WHY)
    assert entry.formatter.format_message(entry) == f"Shared again on “{told.destination.name}”. Reason: {WHY}"


def test_a_double_click_makes_one_post(told: Delivery, desk: Client) -> None:
    """The question was asked once, so it is answered once, even after the post has gone out."""
    answer = {"why": WHY, "campaign": uuid4()}
    desk.post(asked(told), answer)
    deliver(claim(1)[0])
    desk.post(asked(told), answer)
    assert (Delivery.objects.count(), ModelLogEntry.objects.count()) == (2, 1)


def test_two_people_make_one_post(told: Delivery) -> None:
    """While one is on its way nobody adds another."""
    person = User.objects.create_user("desk")
    share_again(told, person, WHY, uuid4())
    with pytest.raises(TooLate, match="under way"):
        share_again(told, person, WHY, uuid4())


@pytest.mark.parametrize("hidden", [{"action": "deleted"}, {"access": "teaser", "action": "updated"}])
def test_what_is_closed_by_now_is_not_shared(told: Delivery, hidden: dict[str, str]) -> None:
    """A reason to share does not open a page."""
    assert told.change
    make_change(told.change.uid, **hidden)
    with pytest.raises(TooLate, match="not open to everybody"):
        share_again(told, User.objects.create_user("desk"), WHY, uuid4())


def test_the_page_s_own_wish_stands_above_it(told: Delivery) -> None:
    """Who wrote the page has said never."""
    document = Document.objects.get()
    document.share = {**(document.share or {}), "posting": {"fake": "never"}}
    document.save()
    with pytest.raises(TooLate, match="not to be posted"):
        share_again(told, User.objects.create_user("desk"), WHY, uuid4())


@pytest.mark.parametrize("state", sorted(set(Delivery.State.values) - {"leased"}))
def test_only_what_has_ended_can_be_shared_again(told: Delivery, state: str) -> None:
    """What may still go out by itself is not doubled."""
    told.state = state
    assert may_share_again(told) == (state in {"sent", "dead", "canceled"})


def test_a_webhook_message_is_no_post(fake: FakeChannel) -> None:
    """Programs are not told again: they have replay."""
    assert not may_share_again(make_delivery(make_destination(), state="sent"))


def test_a_withdrawal_takes_all_posts_back(told: Delivery, social: FakeChannel) -> None:
    """However often a page was shared, nothing of it is left."""
    share_again(told, User.objects.create_user("desk"), WHY, uuid4())
    deliver(claim(1)[0])
    assert told.change
    make_change(told.change.uid, action="deleted")
    fan_out()
    for _ in range(2):
        deliver(claim(1)[0])
    assert len(social.retracted) == 2


def test_the_page_that_asks_shows_what_would_be_posted(told: Delivery, desk: Client, social: FakeChannel) -> None:
    """Nothing is sent unread, and nothing without a reason."""
    page = desk.get(asked(told)).content.decode()
    assert "published /page-1/ v1" in page
    assert desk.post(asked(told), {"why": "", "campaign": uuid4()}).status_code == 200
    assert Delivery.objects.count() == 1


def test_the_button_is_there_for_whoever_may(told: Delivery, desk: Client) -> None:
    """The post's own page leads to the question; who may only look is refused."""
    assert asked(told) in desk.get(reverse("integrations_delivery", args=[told.pk])).content.decode()
    User.objects.get(username="desk").user_permissions.remove(Permission.objects.get(codename="change_delivery"))
    desk.post(asked(told), {"why": WHY, "campaign": uuid4()})
    assert Delivery.objects.count() == 1


def test_what_is_too_late_is_said(told: Delivery, desk: Client) -> None:
    """The person reads why nothing was posted."""
    Destination.objects.update(hourly_cap=9)
    Delivery.objects.update(state="uncertain")
    answer = desk.post(asked(told), {"why": WHY, "campaign": uuid4()}, follow=True)
    assert "This is no post that could be made again." in answer.content.decode()
