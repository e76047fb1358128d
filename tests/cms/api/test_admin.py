"""Keys in Wagtail's admin."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api.models import ApiKey
from tests.cms.api.factories import api_key, document, group

TOKEN = re.compile(r"mrd_[0-9a-f]{8}_[\w-]{43}")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.org", "secret"))
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"api_keys:{name}", args=args)


def test_a_new_key_is_shown_once_and_works(admin: Client) -> None:
    """The page that answers to making a key shows it; no later page does; the key opens its audience."""
    members = group()
    secret = document(audience=f"group:{members.pk}")
    form = {"name": "Our app", "scopes": ["content"], "groups": [members.pk]}
    answer = admin.post(address("add"), form)
    token = TOKEN.search(answer.content.decode())
    assert token
    assert "no-store" in answer["Cache-Control"]
    shown = {"Authorization": f"Bearer {token[0]}"}
    assert Client().get(f"/api/v1/documents/{secret.uid}/", headers=shown).status_code == 200
    for later in (address("index"), address("edit", ApiKey.objects.get().pk)):
        assert not TOKEN.search(admin.get(later).content.decode())


def test_a_revoked_key_stays_on_record(admin: Client) -> None:
    """Revoking closes the key, keeps its row, and is written to the audit log."""
    key, _ = api_key()
    assert "Revoke" in admin.get(address("delete", key.pk)).content.decode()
    admin.post(address("delete", key.pk))
    assert ApiKey.objects.with_state().get().state == "revoked"
    assert ModelLogEntry.objects.filter(action="api_key.revoke").count() == 1


def test_rotating_shows_the_successor(admin: Client) -> None:
    """The token is shown, and when the old key ends; a second rotation while both live is refused with the reason."""
    key, _ = api_key()
    assert admin.get(address("rotate", key.pk)).status_code == 200
    shown = admin.post(address("rotate", key.pk)).content.decode()
    key.refresh_from_db()
    assert TOKEN.search(shown)
    assert f"works until {key.expires_at:%-d %b %Y, %H:%M}" in shown
    refused = admin.post(address("rotate", key.pk), follow=True)
    assert "Two keys of this client are live already" in refused.content.decode()
    assert ApiKey.objects.count() == 2


def test_the_list_offers_what_can_be_done(admin: Client) -> None:
    """A live key can be rotated and revoked, a revoked one only looked at."""
    key, _ = api_key()
    assert address("rotate", key.pk) in admin.get(address("index")).content.decode()
    key.revoke()
    assert address("rotate", key.pk) not in admin.get(address("index")).content.decode()


def test_the_list_tells_what_has_become_of_keys(admin: Client) -> None:
    """Each key has one state; the list can be narrowed to some of them."""
    in_days = {"Endless": None, "Soon": 13, "Later": 15, "Over": -1}
    for name, days in in_days.items():
        api_key(name=name, expires_at=days and timezone.now() + timedelta(days=days))
    api_key(name="Taken", expires_at=timezone.now() - timedelta(days=1))[0].revoke()
    states = dict(ApiKey.objects.with_state().values_list("name", "state"))
    assert states == {
        "Endless": "active", "Soon": "ends_soon", "Later": "active", "Over": "expired", "Taken": "revoked"
    }  # fmt: skip
    shown = admin.get(address("index"), {"state": ["ends_soon", "expired"]}).context["object_list"]
    assert {key.name for key in shown} == {"Soon", "Over"}


def test_the_list_says_when_keys_expire(admin: Client) -> None:
    """A moment to come is told as a date."""
    api_key(name="A", expires_at=datetime(2100, 5, 4, 15, 30, tzinfo=UTC)), api_key(name="B")
    shown = admin.get(address("index")).content.decode()
    assert "4 May 2100, 15:30" in shown
    assert "Never" in shown


def test_the_first_page_names_what_ends(admin: Client, client: Client) -> None:
    """Whoever can replace a key sees there that it ends soon, until it is replaced."""
    key, _ = api_key(expires_at=timezone.now() + timedelta(days=5))
    home = reverse("wagtailadmin_home")
    assert address("rotate", key.pk) in admin.get(home).content.decode()
    key.rotate()
    assert address("rotate", key.pk) not in admin.get(home).content.decode()


def test_who_makes_a_key_looks_after_it(admin: Client) -> None:
    """The form of a new key proposes its maker as the owner."""
    proposed = admin.get(address("add")).context["form"]["owner"].value()
    assert get_user_model().objects.get(pk=proposed).username == "chief"


def test_editors_without_the_right_see_no_keys(client: Client) -> None:
    """The permission to handle keys is its own; without it the pages are closed."""
    editor = get_user_model().objects.create_user("editor", password="secret")
    client.force_login(editor)
    assert client.get(address("index")).status_code == 302
