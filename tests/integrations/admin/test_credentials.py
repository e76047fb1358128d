"""What the admin tells of credentials, and how a person has them checked."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from integrations.channels import channel
from integrations.channels.base import Outcome, Verdict
from integrations.models import Destination
from tests.integrations.channels.samples import CONFIGS, SECRETS
from tests.integrations.fakes import START, AskedChannel, Clock, make_destination

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody who looks after destinations, logged in."""
    client.force_login(User.objects.create_superuser("owner", email="owner@example.org", password="x"))
    return client


def page_of(destination: Destination) -> str:
    return reverse("destinations:edit", args=[destination.pk])


@pytest.mark.parametrize(
    "fields,said",
    [
        (
            {"found": "ok", "found_detail": "Until May."},
            "Credentials checked 2026-11-22 12:00 UTC: they work. Until May.",
        ),
        ({"found": "permission", "found_detail": "It lacks a scope"}, "It lacks a scope"),
        ({"found": "ok", "credentials_end": START}, "its credentials ended on 2026-11-22 12:00 UTC"),
    ],
)
def test_the_page_of_a_destination_says_how_its_credentials_are(
    editor: Client, now: Clock, asked: AskedChannel, fields: dict[str, object], said: str
) -> None:
    """What the last check found, when it was made, and what ends."""
    assert said in editor.get(page_of(make_destination(checked_at=START, **fields))).content.decode()


def test_the_first_page_names_who_needs_somebody(editor: Client, now: Clock, asked: AskedChannel) -> None:
    """Only those; the list of destinations gives the reason."""
    make_destination(name="Well", found="ok")
    make_destination(name="Unwell", found="auth_revoked", found_detail="Connect it again.")
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Unwell" in home, ">Well<" in home) == (True, False)
    assert "Connect it again." in editor.get(reverse("destinations:index")).content.decode()


@pytest.mark.parametrize(
    "verdict,said",
    [
        (Verdict(Outcome.OK, "Until May."), "The credentials work. Until May."),
        (Verdict(Outcome.PERMISSION, "It lacks a scope"), "It lacks a scope"),
    ],
)
def test_a_person_has_them_checked(editor: Client, asked: AskedChannel, verdict: Verdict, said: str) -> None:
    """The answer is told at once, and kept."""
    destination, asked.found = make_destination(), [verdict]
    address = reverse("destinations:check", args=[destination.pk])
    assert address in editor.get(page_of(destination)).content.decode()
    assert said in editor.post(address, follow=True).content.decode()
    assert Destination.objects.get().found == verdict.outcome


def test_what_is_paused_is_not_checked(editor: Client, asked: AskedChannel) -> None:
    """It says so, and does not ask."""
    destination = make_destination(state="paused")
    address = reverse("destinations:check", args=[destination.pk])
    assert address not in editor.get(page_of(destination)).content.decode()
    assert "It is not active" in editor.post(address, follow=True).content.decode()
    assert asked.asked == 0


@pytest.mark.parametrize("changes,known", [({"access_token": "new"}, ""), ({"page_id": "43"}, ""), ({}, "ok")])
def test_new_credentials_are_checked_anew(editor: Client, changes: dict[str, str], known: str) -> None:
    """What was found out about the former ones, or another Page, says nothing of them."""
    defaults = {setting.name: setting.default for setting in channel("facebook").settings if not setting.secret}
    config = {**defaults, **CONFIGS["facebook"]}
    made = make_destination(channel="facebook", config=config, secret=SECRETS["facebook"], found="ok")
    page = editor.get(page_of(made)).context["form"]
    kept = {name: page[name].value() for name in page.fields if page[name].value()}
    assert editor.post(page_of(made), {**kept, **changes}).status_code == 302
    assert Destination.objects.get().found == known
