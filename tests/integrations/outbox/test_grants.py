"""Whose gated content a destination hears of, and who decides that."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.users.models import User
from integrations.models import Destination
from tests.integrations.fakes import FakeChannel, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "fake")]


@pytest.fixture
def members() -> Group:
    """A group with content of its own."""
    return Group.objects.create(name="Members")


def somebody(client: Client, *codenames: str) -> Client:
    """A browser in which a person with these permissions is logged in."""
    user = User.objects.create_user("keeper", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)
    return client


def ask(browser: Client, destination: Destination, *groups: Group, reason: str = "Agreed with them.") -> Any:
    fields = {"groups": [group.pk for group in groups], "reason": reason}
    return browser.post(reverse("destinations:grants", args=[destination.pk]), fields)


def test_a_grant_is_an_act_of_its_own(client: Client, members: Group) -> None:
    """Somebody with that permission grants a group's content, and the history says who, whose and why."""
    destination = make_destination()
    ask(somebody(client, "grant_destination"), destination, members)
    destination.refresh_from_db()
    entry = ModelLogEntry.objects.get(action="integrations.grant")
    assert destination.audiences == ["public", f"group:{members.pk}"]
    assert (entry.user.get_username(), entry.data) == ("keeper", {"group": "Members", "reason": "Agreed with them."})
    assert entry.formatter.format_message(entry) == "May hear of what “Members” may read. Reason: Agreed with them."


def test_a_grant_is_withdrawn_by_the_same_act(client: Client, members: Group) -> None:
    """What is not ticked is not granted any more; everybody's content stays as it was."""
    destination = make_destination(audiences=["public", f"group:{members.pk}"])
    ask(somebody(client, "grant_destination"), destination)
    destination.refresh_from_db()
    assert destination.audiences == ["public"]
    assert ModelLogEntry.objects.filter(action="integrations.withdraw_grant").count() == 1


def test_nothing_is_granted_without_a_reason(client: Client, members: Group) -> None:
    """The form comes back with the question."""
    destination = make_destination()
    page = ask(somebody(client, "grant_destination"), destination, members, reason="").content.decode()
    destination.refresh_from_db()
    assert ("error-message" in page, destination.audiences) == (True, ["public"])


def test_changing_a_destination_is_not_granting(client: Client, members: Group) -> None:
    """Who may edit destinations finds no button, and is refused behind it."""
    destination = make_destination()
    browser = somebody(client, "change_destination", "view_destination")
    ask(browser, destination, members)
    page = browser.get(reverse("destinations:edit", args=[destination.pk])).content.decode()
    destination.refresh_from_db()
    assert ("Gated content</" in page, destination.audiences) == (False, ["public"])


@pytest.mark.parametrize("channel, offered", [("x", False), ("websub", False), ("purge", False), ("fake", True)])
def test_the_button_stands_where_it_can_be_used(client: Client, fake: FakeChannel, channel: str, offered: bool) -> None:
    """Social channels tell everybody, hubs and caches hear of what is public alone: there is nothing to grant."""
    client.force_login(User.objects.create_superuser("desk", password="x"))
    page = client.get(reverse("destinations:edit", args=[make_destination(channel=channel).pk])).content.decode()
    assert ("/grants/" in page) == offered
