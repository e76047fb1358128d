"""The admin's inbox: who may read messages, and what can be done about them."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.home.models import ContactMessage
from cms.users.models import User
from tests.cms.home.content import contact, message, published

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script> and more"


@pytest.fixture
def received() -> ContactMessage:
    return message(published(contact()), name=HOSTILE, message=HOSTILE, topic=HOSTILE)


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    return client


def permitted(*codenames: str) -> Client:
    """Somebody who may enter the admin and has these rights."""
    user = User.objects.create_user("desk")
    user.user_permissions.set(Permission.objects.filter(codename__in=[*codenames, "access_admin"]))
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"contact_messages:{name}", args=args)


def test_what_people_wrote_is_only_text(chief: Client, received: ContactMessage) -> None:
    """Markup in a message is shown as it was typed, wherever the admin shows it."""
    for page in (address("index"), address("edit", received.pk), address("inspect", received.pk)):
        html = chief.get(page).content.decode()
        assert "&lt;script&gt;alert" in html
        assert "<script>alert(" not in html


def test_a_message_keeps_its_lines(chief: Client, received: ContactMessage) -> None:
    """Lines stay lines, and what looks like markup is escaped once, not twice."""
    ContactMessage.objects.update(message="Hello,\n\nI have 1 < 2 questions.")
    for page in (address("edit", received.pk), address("inspect", received.pk)):
        assert "Hello,<br><br>I have 1 &lt; 2 questions." in chief.get(page).content.decode()


def test_a_message_is_read_when_it_is_opened(chief: Client, received: ContactMessage) -> None:
    """Opening a new message makes it a read one, and an answered one stays answered."""
    chief.get(address("edit", received.pk))
    received.refresh_from_db()
    assert received.state == "read"
    chief.post(address("edit", received.pk), {"state": "answered"})
    chief.get(address("edit", received.pk))
    received.refresh_from_db()
    assert received.state == "answered"


def test_what_was_said_cannot_be_changed(chief: Client, received: ContactMessage) -> None:
    """Whatever is sent to the form, only the state changes."""
    chief.post(address("edit", received.pk), {"state": "answered", "message": "Other words", "email": "x@example.org"})
    received.refresh_from_db()
    assert (received.state, received.message, received.email) == ("answered", HOSTILE, "jo@example.org")


def test_nobody_adds_a_message(chief: Client, received: ContactMessage) -> None:
    """There is no page for that, not even for superusers."""
    assert chief.get(address("add")).status_code == 302
    assert address("add") not in chief.get(address("index")).content.decode()


def test_deleting_leaves_a_trace_without_the_person(chief: Client, received: ContactMessage) -> None:
    """The audit log says that a message was deleted, and nothing of what it said."""
    chief.post(address("delete", received.pk))
    assert not ContactMessage.objects.exists()
    entry = ModelLogEntry.objects.get(action="wagtail.delete")
    assert entry.label == f"Message {received.pk}"


def test_reading_needs_its_own_permission(received: ContactMessage) -> None:
    """Who may edit pages may not read messages; who may look at them may neither change nor delete them."""
    assert permitted("add_page", "change_page").get(address("index")).status_code == 302
    User.objects.all().delete()
    reader = permitted("view_contactmessage")
    assert reader.get(address("inspect", received.pk)).status_code == 200
    assert [reader.get(address(name, received.pk)).status_code for name in ("edit", "delete")] == [302, 302]
    received.refresh_from_db()
    assert received.state == "new"


def test_the_list_is_narrowed_without_naming_anybody(chief: Client, received: ContactMessage) -> None:
    """The state narrows the list; there is no search, so that no address holds personal data."""
    answer = chief.get(address("index"), {"state": "answered"}).content.decode()
    assert address("edit", received.pk) not in answer
    assert 'name="q"' not in chief.get(address("index")).content.decode().split("<main")[1]
