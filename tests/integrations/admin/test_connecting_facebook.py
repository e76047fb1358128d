"""Connecting a Page of the stand-in for Facebook, from the button to the stored token."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integrations.delivery.probing import check_due
from integrations.models import Destination
from integrations.sandbox.connect import facebook_page
from integrations.sandbox.facebook_tokens import SCOPES, open_page
from tests.integrations.fakes import make_destination
from tests.sandbox_server import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Meridian", "Meridian Events"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    """The stand-ins, where one person runs two Pages of the same app."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        open_page(running.store, SECOND, beside=open_page(running.store, FIRST))
        yield running


@pytest.fixture
def page(sandbox: RunningSandbox) -> Destination:
    """A destination that knows its app and no Page yet, paused for want of one."""
    found = facebook_page(sandbox.store, sandbox.address, FIRST)
    config, app = {**found["config"], "page_id": ""}, {"app_secret": found["secret"]["app_secret"]}
    return make_destination(channel="facebook", config=config, secret=app, state="paused", state_reason="Connect one")


def numbers(sandbox: RunningSandbox) -> dict[str, str]:
    """Each Page's number, by its name."""
    with sandbox.store.reading() as db:
        return {row["name"]: str(row["id"]) for row in db.execute("SELECT * FROM facebook_page")}


def connect(desk: Client, page: Destination, *pages: str, scopes: list[str] = SCOPES, **choice: str) -> Any:
    """What the admin answers after a person has been asked by Facebook."""
    address = str(desk.post(reverse("destinations:connect", args=[page.pk]))["location"])
    parts = urlsplit(address)
    said = {"asked": parts.query, "page": pages, "scope": scopes, **(choice or {"allow": "yes"})}
    back = requests.post(parts._replace(query="").geturl(), data=said, allow_redirects=False, timeout=30)
    return desk.get(back.headers["location"].partition("#")[0].removeprefix("http://localhost"), follow=True)


def told(answer: Any) -> str:
    (message,) = answer.context["messages"]
    return str(message).strip()


def test_allowing_one_page_connects_it(desk: Client, page: Destination, sandbox: RunningSandbox) -> None:
    """Its number, name and own token are stored, the destination goes on, and the token turns out to be good."""
    number = numbers(sandbox)[SECOND]
    assert told(connect(desk, page, number)) == f"Connected as {SECOND}."
    page.refresh_from_db()
    assert (page.state, page.config["page_id"], page.config["connected_as"]) == ("active", number, SECOND)
    assert check_due() == 1
    page.refresh_from_db()
    assert page.found == "ok"


def test_of_several_pages_the_person_chooses(desk: Client, page: Destination, sandbox: RunningSandbox) -> None:
    """Until then nothing is stored; what was not chosen is forgotten."""
    choice = connect(desk, page, *numbers(sandbox).values())
    assert [label for _value, label in choice.context["form"].fields["account"].choices] == [FIRST, SECOND]
    page.refresh_from_db()
    assert "access_token" not in page.secret
    address = reverse("destinations:choose", args=[page.pk])
    assert told(desk.post(address, {"account": "1"}, follow=True)) == f"Connected as {SECOND}."
    page.refresh_from_db()
    assert page.config["page_id"] == numbers(sandbox)[SECOND]
    assert "nothing to choose from" in told(desk.get(address, follow=True))


def test_what_may_be_chosen_is_kept_encrypted(desk: Client, page: Destination, sandbox: RunningSandbox) -> None:
    """A copy of the database tells nobody a token."""
    connect(desk, page, *numbers(sandbox).values())
    with sandbox.store.reading() as db:
        tokens = [row["token"] for row in db.execute("SELECT token FROM facebook_page")]
    (session,) = Session.objects.all()
    assert "integrations.choice" in session.get_decoded()
    assert not any(token in str(session.get_decoded()) for token in tokens)


def test_a_choice_ends_after_ten_minutes_and_is_one_person_s(
    desk: Client, page: Destination, sandbox: RunningSandbox
) -> None:
    """Who comes later, or for another destination, connects once more."""
    connect(desk, page, *numbers(sandbox).values())
    other = make_destination(channel="facebook", config=page.config, secret=page.secret)
    late = [(other, timedelta(0)), (page, timedelta(minutes=11))]
    for destination, after in late:
        with time_machine.travel(timezone.now() + after, tick=False):
            answer = desk.post(reverse("destinations:choose", args=[destination.pk]), {"account": "0"}, follow=True)
        assert "nothing to choose from" in told(answer)
    assert not Destination.objects.filter(config__has_key="connected_as").exists()


def test_a_destination_stays_with_its_page(desk: Client, page: Destination, sandbox: RunningSandbox) -> None:
    """Connecting again renews its token without asking; another Page is refused by name."""
    number = numbers(sandbox)
    Destination.objects.update(config={**page.config, "page_id": number[SECOND]})
    assert told(connect(desk, page, *number.values())) == f"Connected as {SECOND}."
    assert f"you allowed others: {FIRST}" in told(connect(desk, page, number[FIRST]))


@pytest.mark.parametrize(
    "scopes,pages,choice,said",
    [
        (SCOPES, True, {"deny": "yes"}, "It was not allowed there"),
        (SCOPES[:2], True, {}, "pages_manage_posts is missing"),
        (SCOPES, False, {}, "You allowed no Page"),
    ],
)
def test_what_is_not_allowed_is_explained(
    desk: Client,
    page: Destination,
    sandbox: RunningSandbox,
    scopes: list[str],
    pages: bool,
    choice: dict[str, str],
    said: str,
) -> None:
    """Nothing changes, and the person reads what to do."""
    chosen = numbers(sandbox).values() if pages else []
    assert said in told(connect(desk, page, *chosen, scopes=scopes, **choice))
    page.refresh_from_db()
    assert (page.state, page.config["page_id"]) == ("paused", "")


@pytest.mark.parametrize("mode,said", [("503", "could not be asked"), ("accept_then_drop", "Connect once more")])
def test_a_facebook_that_does_not_answer_is_told(
    desk: Client, page: Destination, sandbox: RunningSandbox, mode: str, said: str
) -> None:
    """Nothing is stored; the person tries again."""
    sandbox.spoil("facebook-token", mode)
    assert said in told(connect(desk, page, *numbers(sandbox).values()))


def test_a_wrong_app_secret_is_told(desk: Client, page: Destination, sandbox: RunningSandbox) -> None:
    """In Facebook's own words."""
    Destination.objects.update(secret={"app_secret": "guessed"})
    assert "Error validating client secret" in told(connect(desk, page, *numbers(sandbox).values()))


def test_facebook_s_own_names_for_a_refusal_are_understood(desk: Client, page: Destination) -> None:
    """It says `error_message` where the standard says `error_description`."""
    address = str(desk.post(reverse("destinations:connect", args=[page.pk]))["location"])
    (state,) = parse_qs(urlsplit(address).query)["state"]
    refused = {"state": state, "error_code": "191", "error_message": "URL blocked"}
    assert "URL blocked" in told(desk.get(reverse("destinations:return"), refused, follow=True))


def test_without_an_app_there_is_nothing_to_ask(desk: Client, page: Destination) -> None:
    """The person is told what to fill in first."""
    Destination.objects.update(secret={})
    answer = desk.get(reverse("destinations:connect", args=[page.pk]), follow=True)
    assert "secret of your app on Facebook first" in told(answer)
