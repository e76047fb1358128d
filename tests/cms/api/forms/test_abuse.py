"""Contact forms against programs and ill will."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from cms.api.form_tokens import token_for
from cms.home.models import ContactMessage, ContactPage
from cms.publications.models import Document
from cms.publications.reconcile import reconcile_pending
from tests.cms.api.factories import api_key
from tests.cms.api.forms.person import FORM, filled, send
from tests.cms.api.test_problems import is_problem
from tests.cms.api.test_throttling import LIMITED
from tests.cms.home.content import contact, published
from tests.flows.publishing.world import build

RATES = {"address": "100/min", "key": "100/min", "form": "2/hour"}


@pytest.fixture
def limited(settings: Any) -> None:
    settings.REST_FRAMEWORK = {**LIMITED, "DEFAULT_THROTTLE_RATES": RATES}


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client: Client, page: Any, clock: Any) -> None:
    """Whoever fills in the field that people do not see gets the same answer, and nothing is kept."""
    honest = filled(client, clock)
    caught = send(client, {**honest, "homepage": "https://spam.example.org/"})
    assert not ContactMessage.objects.exists()
    taken = send(client, honest)
    assert (caught.status_code, caught.content, caught.headers) == (taken.status_code, taken.content, taken.headers)


def test_nobody_writes_in_no_time(client: Client, page: Any, clock: Any) -> None:
    """A form that comes back at once is refused with the reason, and taken some seconds later."""
    sent = filled(client, clock, token=client.get(FORM).json()["token"])
    assert "faster" in is_problem(send(client, {**sent, "token": token_of(page)}), 400)["errors"][0]["detail"]
    assert send(client, sent).status_code == 202


def token_of(page: ContactPage) -> str:
    """A token of this page's form, made now."""
    return token_for(Document.objects.get(kind="page", object_id=str(page.pk)).uid)


def test_a_form_does_not_stay_open_for_ever(client: Client, page: Any, clock: Any) -> None:
    """After a day a token is refused with the reason."""
    sent = filled(client, clock)
    clock.shift(24 * 3600)
    assert "more than a day" in is_problem(send(client, sent), 400)["errors"][0]["detail"]


def test_a_token_opens_its_own_form_only(client: Client, page: Any, clock: Any) -> None:
    """The token of another page's form is refused."""
    press = published(contact(slug="press"))
    reconcile_pending()
    other = token_of(press)
    assert "another form" in is_problem(send(client, filled(client, clock, token=other)), 400)["errors"][0]["detail"]


def test_one_address_sends_a_few_messages_an_hour(client: Client, page: Any, clock: Any, limited: None) -> None:
    """Reading is not counted, sending is, refused tries too; the client is told what is left and when to come back."""
    sent = filled(client, clock)
    first = send(client, sent)
    assert first["RateLimit-Policy"].endswith(', "form";q=2;w=3600')
    assert first["RateLimit"].endswith(', "form";r=1;t=3560')
    assert send(client, {}).status_code == 400
    refused = send(client, sent)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3560")
    assert client.get(FORM).status_code == 200
    assert send(client, sent, **{"X-Forwarded-For": "192.0.2.9"}).status_code == 202


def test_a_key_sends_for_all_its_visitors(client: Client, page: Any, clock: Any, limited: None) -> None:
    """A front end that sends from its own server shows its key, and is not held to the rate of one person."""
    _, shown = api_key()
    sent = filled(client, clock)
    assert {send(client, sent, **shown).status_code for _ in range(4)} == {202}


def test_the_address_is_not_kept(
    client: Client, page: Any, clock: Any, limited: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts the messages of an address does not name it, neither does the message."""
    keys: list[str] = []

    def noted(key: str, _seconds: int) -> int:
        keys.append(key)
        return 1

    monkeypatch.setattr("cms.api.throttling.count_one", noted)
    send(client, filled(client, clock), **{"X-Forwarded-For": "192.0.2.77"})
    assert [key for key in keys if key.startswith("api-throttle:form:")]
    assert not [key for key in keys if ":form:" in key and "192.0.2.77" in key]
    assert "192.0.2.77" not in str(ContactMessage.objects.values().get())
    assert cache.get("192.0.2.77") is None


@pytest.mark.parametrize(
    "body, content_type, status",
    [
        (b"x" * 70_000, "application/json", 413),
        (b"message=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"\xff=\xfe", "application/x-www-form-urlencoded", 400),
        (b"a=b", "application/x-www-form-urlencoded; charset=nonsense", 400),
        (b"&".join(b"a=b" for _ in range(2000)), "application/x-www-form-urlencoded", 400),
        (b"<message/>", "application/xml", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b"", "", 400),
    ],
)
def test_a_body_that_is_none_is_a_problem(
    client: Client, page: Any, body: bytes, content_type: str, status: int
) -> None:
    """Too long, malformed, of another type, nested without end: each is refused as a problem, none breaks anything."""
    is_problem(client.generic("POST", FORM, body, content_type), status)
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("slug", ["%00", "%FF", "..", "a" * 500, "%2F", "con%25tact"])
def test_a_form_that_never_was_is_a_problem(client: Client, page: Any, slug: str) -> None:
    """Odd names are simply not found."""
    is_problem(client.get(f"/api/v1/forms/{slug}/"), 404)


def test_no_cookie_plays_a_role(page: Any, clock: Any, django_user_model: Any) -> None:
    """A browser that is logged in sends the same without any CSRF token, and gets no cookie by it."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(django_user_model.objects.create_superuser("chief"))
    answer = send(browser, filled(browser, clock))
    assert answer.status_code == 202
    assert not answer.cookies


def test_an_html_form_of_another_site_sends_no_more_than_words(client: Client, page: Any, clock: Any) -> None:
    """Form-encoded values are text, whatever they look like."""
    sent = {**filled(client, clock), "message": "<script>alert(1)</script>", "consent": "true"}
    body = urlencode(sent)
    assert client.post(FORM, body, content_type="application/x-www-form-urlencoded").status_code == 202
    assert ContactMessage.objects.get().message == "<script>alert(1)</script>"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_the_same_message_at_the_same_instant_is_one(clock: Any) -> None:
    """Eight requests with one key at once are all thanked, and one message is kept."""
    build()
    published(contact("An order"))
    reconcile_pending()
    sent = json.dumps(filled(Client(), clock))

    def post(_: int) -> int:
        try:
            return Client().post(FORM, sent, content_type="application/json").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(post, range(8))) == {202}
    assert ContactMessage.objects.count() == 1
