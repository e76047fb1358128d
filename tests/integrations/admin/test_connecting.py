"""Connecting an account of the stand-in for X: from the button to the stored tokens, and every way it can go wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from cms.users.models import User
from integrations.delivery.accounts import Renewal
from integrations.models import Destination
from integrations.sandbox.connect import x_account
from tests.integrations.fakes import make_destination
from tests.sandbox_server import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def account(sandbox: RunningSandbox) -> Destination:
    """A destination that knows its app and no account yet, paused for want of one."""
    found = x_account(sandbox.store, sandbox.address, "meridian_demo")
    app = {name: found["secret"][name] for name in ("client_id", "client_secret")}
    config = {**found["config"], "user_id": "", "connected_as": ""}
    return make_destination(channel="x", config=config, secret=app, state="paused", state_reason="Connect one")


def begin(desk: Client, account: Destination) -> str:
    """The service's address that the button leads to."""
    answer = desk.post(reverse("destinations:connect", args=[account.pk]))
    assert answer.status_code == 302
    return str(answer["location"])


def decide(page: str, choice: str) -> str:
    """Where the service leads back to after a choice."""
    asked = {"asked": urlsplit(page).query, choice: "meridian_demo"}
    return requests.post(page.partition("?")[0], data=asked, allow_redirects=False, timeout=30).headers["location"]


def come_back(desk: Client, address: str) -> str:
    """What the admin says then."""
    path = address.removeprefix("http://localhost")
    answer: Any = desk.get(path, follow=True)
    (message,) = answer.context["messages"]
    return str(message).strip()


def test_allowing_connects_the_account(desk: Client, account: Destination, sandbox: RunningSandbox) -> None:
    """Number, name and tokens are stored, what waited for them goes on, and the history says who did it."""
    page = begin(desk, account)
    assert page.startswith(f"{sandbox.address}/i/oauth2/authorize?")
    assert come_back(desk, decide(page, "allow")) == "Connected as @meridian_demo."
    account.refresh_from_db()
    assert (account.state, account.state_reason, account.config["user_id"]) == ("active", "", "1")
    assert {"access_token", "refresh_token", "expires_at"} <= account.secret.keys()
    entry = ModelLogEntry.objects.get(action="integrations.connect")
    assert (entry.user.username, entry.message) == ("desk", "Connected as @meridian_demo")
    assert "Connected as @meridian_demo" in shown(desk, account)


def shown(desk: Client, account: Destination) -> str:
    return desk.get(reverse("destinations:edit", args=[account.pk])).content.decode()


def test_denying_changes_nothing(desk: Client, account: Destination) -> None:
    """A person who says no reads that nothing has changed."""
    assert come_back(desk, decide(begin(desk, account), "deny")).startswith("It was not allowed there")
    assert "access_token" not in Destination.objects.get().secret


def test_the_secrets_of_the_exchange_are_in_no_address(desk: Client, account: Destination) -> None:
    """The service's page sees a challenge of S256; verifier and client secret stay in the house."""
    query = parse_qs(urlsplit(begin(desk, account)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert len(query["code_challenge"][0]) == 43
    assert not query.keys() & {"code_verifier", "client_secret"}


@pytest.mark.parametrize("change", [{"state": "guessed"}, {"state": ""}])
def test_a_code_that_comes_with_another_state_is_not_redeemed(
    desk: Client, account: Destination, change: dict[str, str]
) -> None:
    """Nobody can slip an account of theirs under ours; and what was begun is over then."""
    back = decide(begin(desk, account), "allow")
    forged = {**dict(parse_qsl(urlsplit(back).query)), **change}
    path = reverse("destinations:return")
    for query in (forged, dict(parse_qsl(urlsplit(back).query))):
        assert b"not begun here" in desk.get(path, query, follow=True).content
    assert "access_token" not in Destination.objects.get().secret


def test_what_was_begun_ends_after_ten_minutes_and_works_once(desk: Client, account: Destination) -> None:
    """A tab that was left open connects nothing, and nor does an address that is opened again."""
    back = decide(begin(desk, account), "allow")
    come_back(desk, back)
    assert "not begun here" in come_back(desk, back)
    page = begin(desk, account)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert "not begun here" in come_back(desk, decide(page, "allow"))


def test_another_person_cannot_end_what_one_has_begun(desk: Client, account: Destination) -> None:
    """Whoever logs in on the same browser meanwhile connects nothing in the other's name."""
    page = begin(desk, account)
    session = desk.session
    kept = session["integrations.consent"]
    desk.force_login(User.objects.create_superuser("other", password="x"))
    session = desk.session
    session["integrations.consent"] = kept
    session.save()
    assert "not begun here" in come_back(desk, decide(page, "allow"))


def test_another_account_is_refused(desk: Client, account: Destination) -> None:
    """Posts of one account are never looked for on another's timeline."""
    Destination.objects.update(config={**account.config, "user_id": "77"})
    said = come_back(desk, decide(begin(desk, account), "allow"))
    assert "logged in to X as @meridian_demo (number 1), and this destination posts as number 77" in said
    assert "access_token" not in Destination.objects.get().secret


def test_a_wrong_client_secret_is_told(desk: Client, account: Destination) -> None:
    """The exchange is refused, and the person reads what is wrong."""
    Destination.objects.update(secret={**account.secret, "client_secret": "guessed"})
    assert "does not know this client ID" in come_back(desk, decide(begin(desk, account), "allow"))


def test_a_service_that_does_not_answer_is_told(desk: Client, account: Destination, sandbox: RunningSandbox) -> None:
    """The code is lost then, and the person is asked to begin once more."""
    back = decide(begin(desk, account), "allow")
    sandbox.spoil("x-token", "503")
    assert come_back(desk, back) == "X could not be asked: X answered 503: Service Unavailable. Connect once more."


def test_other_refusals_are_shown_in_the_service_s_own_words(desk: Client, account: Destination) -> None:
    """What the service says is shown as text, and only to whoever has begun."""
    state = parse_qs(urlsplit(begin(desk, account)).query)["state"][0]
    query = {"state": state, "error": "invalid_scope", "error_description": "No <b>such</b> scope"}
    page = desk.get(reverse("destinations:return"), query, follow=True).content.decode()
    assert "No &lt;b&gt;such&lt;/b&gt; scope. Nothing has changed." in page


def test_the_worker_that_renews_is_waited_for(desk: Client, account: Destination, settings: Settings) -> None:
    """Its answer would be written over the new tokens: while it is at it nothing is connected."""
    back = decide(begin(desk, account), "allow")
    Renewal(account.pk).load()
    settings.DELIVERY = {"deadline": 0.1, "margin": 0.1}
    assert come_back(desk, back) == "Another worker is renewing the credentials. Connect once more."


def test_what_a_person_has_paused_stays_paused(desk: Client, account: Destination) -> None:
    """Connecting ends only a pause that the house has made."""
    Destination.objects.update(state_reason="")
    come_back(desk, decide(begin(desk, account), "allow"))
    assert Destination.objects.get().state == "paused"


def test_without_an_app_there_is_nothing_to_connect(desk: Client, account: Destination) -> None:
    """The person is led back and told what to fill in first."""
    Destination.objects.update(secret={"client_id": "c"})
    for answer in (desk.get(address(account), follow=True), desk.post(address(account), follow=True)):
        assert b"Give the client ID and the client secret" in answer.content


def address(account: Destination) -> str:
    return reverse("destinations:connect", args=[account.pk])


def test_a_channel_without_a_page_of_consent_offers_none(desk: Client) -> None:
    """Its destination has no such entry, and its address leads back."""
    hook = make_destination(channel="webhook", config={"url": "https://a.example.org/"}, secret={})
    assert address(hook) not in shown(desk, hook)
    assert b"has no page on which one consents" in desk.get(address(hook), follow=True).content


def test_the_page_says_what_is_asked_for_and_where_it_leads_back_to(desk: Client, account: Destination) -> None:
    """The callback address can be copied, and the browser is allowed to follow the form to X alone."""
    answer = desk.get(address(account))
    page = answer.content.decode()
    assert 'value="http://localhost/admin/destinations/connect/return/"' in page
    assert "media.write" in page
    assert f"form-action 'self' {account.config['web_url']}" in answer["content-security-policy"]


def test_from_another_address_of_the_admin_nothing_is_begun(
    desk: Client, account: Destination, settings: Settings
) -> None:
    """X leads back to the address that is registered; a session at another one would not be known there."""
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    assert b"Open the admin at https://cms.example.org" in desk.get(address(account), follow=True).content


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_change_destinations_connects(client: Client, account: Destination, method: str) -> None:
    """Looking at destinations is not enough, neither to begin nor to come back."""
    user = User.objects.create_user("editor", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_destination"]))
    client.force_login(user)
    for path in (address(account), reverse("destinations:return")):
        assert getattr(client, method)(path).status_code in {302, 405}
    assert "integrations.consent" not in client.session
