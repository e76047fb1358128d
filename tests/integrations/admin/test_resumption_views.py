"""Saying what happened, in the admin and on the command line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cms.publications import continuity
from integrations.models import Destination
from tests.integrations.admin.test_admin import editor
from tests.integrations.fakes import make_destination
from tests.integrations.restores import set_back, take_elsewhere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake")]
BANNER = "Nothing is sent."


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> None:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def copied() -> Destination:
    """The one destination of a database that was taken elsewhere, which has been noticed."""
    destination = make_destination(secret={"token": "t"})
    take_elsewhere()
    continuity.intact()
    return destination


def test_every_page_of_the_admin_says_so(admin_client: Client, copied: Destination) -> None:
    """With the way to the decision for those who may take it, and none for people who are not logged in."""
    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "integrations_deliveries"):
        page = admin_client.get(reverse(name)).content.decode()
        assert (BANNER in page, reverse("integrations_resume") in page) == (True, True)
    assert BANNER not in Client().get(reverse("wagtailadmin_login")).content.decode()


def test_usually_nothing_is_said(admin_client: Client) -> None:
    """The banner is gone, and the question is not asked."""
    assert BANNER not in admin_client.get(reverse("wagtailadmin_home")).content.decode()
    answer = admin_client.get(reverse("integrations_resume"))
    assert answer.headers["Location"] == reverse("integrations_deliveries")


def test_an_editor_sees_it_but_does_not_decide(client: Client, copied: Destination) -> None:
    """Who may not change destinations is refused."""
    browser = editor(client)
    page = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert (BANNER in page, reverse("integrations_resume") in page) == (True, False)
    browser.post(reverse("integrations_resume"), {"happened": "copy"})
    assert not continuity.intact()


def test_a_copy_is_declared(admin_client: Client, copied: Destination) -> None:
    """Destinations are closed and forget their credentials."""
    admin_client.post(reverse("integrations_resume"), {"happened": "copy", "drop_secrets": "on"})
    copied.refresh_from_db()
    assert (continuity.intact(), copied.state, copied.secret) == (True, "closed", {})


def test_a_restore_is_declared(admin_client: Client) -> None:
    """Deliveries go on."""
    set_back()
    page = admin_client.post(reverse("integrations_resume"), {"happened": "restore"}, follow=True).content.decode()
    assert ("Deliveries go on" in page, BANNER in page, continuity.intact()) == (True, False, True)


@pytest.mark.parametrize("said", [{}, {"happened": "restore", "drop_secrets": "on"}], ids=["nothing", "no sense"])
def test_an_unclear_answer_is_asked_again(admin_client: Client, copied: Destination, said: dict[str, str]) -> None:
    """Nothing goes on."""
    assert "error-message" in admin_client.post(reverse("integrations_resume"), said).content.decode()
    assert not continuity.intact()


class TestCommand:
    """`manage.py resume_deliveries`."""

    def test_a_restore_is_declared(self, copied: Destination, capsys: pytest.CaptureFixture[str]) -> None:
        """It says what follows."""
        call_command("resume_deliveries", as_restore=True)
        assert capsys.readouterr().out == "Receivers that are told to begin again: 1\n"
        assert continuity.intact()

    def test_a_copy_is_declared(self, copied: Destination) -> None:
        """With the credentials gone."""
        call_command("resume_deliveries", as_clone=True, drop_secrets=True)
        assert Destination.objects.get().secret == {}

    def test_without_a_reason_nothing_is_done(self) -> None:
        """What was not noticed has to be insisted on."""
        with pytest.raises(CommandError, match="not suspended"):
            call_command("resume_deliveries", as_restore=True)
        make_destination()
        call_command("resume_deliveries", as_restore=True, unnoticed=True)
        assert Destination.objects.get().deliveries.get().purpose == "resync"

    def test_credentials_are_dropped_in_a_copy_only(self, copied: Destination) -> None:
        """An installation that goes on needs them."""
        with pytest.raises(CommandError, match="in a copy only"):
            call_command("resume_deliveries", as_restore=True, drop_secrets=True)
