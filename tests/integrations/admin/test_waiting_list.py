"""The waiting list: what would be posted, and deciding about many pages at once."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.users.models import User
from integrations.admin.waiting_list import PostAll
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery
from integrations.outbox import decisions
from tests.integrations.fakes import FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "social")]


def reader(client: Client, *codenames: str) -> Client:
    """A browser in which somebody with just these permissions is logged in."""
    user = User.objects.create_user("desk", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)
    return client


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody who may decide."""
    return reader(client, "change_delivery")


@pytest.fixture
def waiting() -> list[Delivery]:
    """Two pages that wait on one account, and one that waits on another."""
    first, second = make_destination(), make_destination()
    return [make_delivery(where, state="waiting", detail="Why.") for where in (first, first, second)]


def url(decision: str, *which: object) -> str:
    address = reverse("wagtail_bulk_action", args=["integrations", "delivery", decision])
    return f"{address}?{'&'.join(f'id={one}' for one in which)}"


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_the_list_shows_the_text_that_would_be_posted(desk: Client, waiting: list[Delivery]) -> None:
    """Nobody has to open a page to know what it will say."""
    page = desk.get(reverse("integrations_waiting")).content.decode()
    assert page.count("<details>") == 3
    assert all(delivery.change and f"published {delivery.change.path} v1" in page for delivery in waiting)


def test_the_text_shown_is_the_text_sent(desk: Client, waiting: list[Delivery], social: FakeChannel) -> None:
    """What is asked about and what goes out are the same bytes but for its number."""
    shown = desk.get(reverse("integrations_delivery_post", args=[waiting[0].pk])).content.decode()
    decisions.post(waiting[0], User.objects.get())
    deliver(claim(1)[0])
    sent = social.sent[0][1].decode()
    assert sent.partition("#")[0] in shown


@pytest.mark.parametrize("decision, state", [("post", "ready"), ("skip", "canceled")])
def test_what_is_ticked_is_decided(desk: Client, waiting: list[Delivery], decision: str, state: str) -> None:
    """The rest goes on waiting; every decision is on record by itself."""
    chosen = [one.pk for one in waiting[:2]]
    question = desk.get(url(decision, *chosen)).content.decode()
    assert ["published /page-1/ v1" in question, waiting[2].destination.name in question] == [True, False]
    desk.post(url(decision, *chosen))
    assert states() == [state, state, "waiting"]
    assert ModelLogEntry.objects.filter(action=f"integrations.{decision}").count() == 2


def test_all_means_all_that_wait(desk: Client, waiting: list[Delivery]) -> None:
    """What has been sent or canceled is no part of it."""
    make_delivery(waiting[0].destination, state="dead")
    desk.post(url("post", "all"))
    assert states() == ["ready"] * 3 + ["dead"]


def test_what_was_decided_meanwhile_is_left_out(waiting: list[Delivery]) -> None:
    """A colleague who was faster is not overruled, and the rest is not held up."""
    person = User.objects.create_user("desk")
    decisions.skip(waiting[0], person)
    assert PostAll.execute_action(waiting, user=person) == (2, 1)
    assert states() == ["canceled", "ready", "ready"]


def test_who_may_only_look_decides_nothing(client: Client, waiting: list[Delivery]) -> None:
    """Neither boxes nor decisions are offered, and none is carried out."""
    browser = reader(client, "view_delivery")
    assert "data-bulk-action-checkbox" not in browser.get(reverse("integrations_waiting")).content.decode()
    browser.post(url("post", "all"))
    assert states() == ["waiting"] * 3


def test_the_list_is_narrowed_to_an_account(desk: Client, waiting: list[Delivery]) -> None:
    """Who looks after one account sees its pages alone."""
    page = desk.get(f"{reverse('integrations_waiting')}?destination={waiting[2].destination_id}").content.decode()
    assert page.count("<details>") == 1
