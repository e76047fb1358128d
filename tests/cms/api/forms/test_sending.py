"""Contact forms: opening and sending one."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from wagtail.models import Locale

from cms.home.models import ContactMessage, ContactPage
from cms.publications.reconcile import reconcile_pending
from tests.cms.api.factories import api_key, group
from tests.cms.api.forms.person import FORM, WORDS, filled, send
from tests.cms.api.test_openapi import valid
from tests.cms.api.test_problems import is_problem
from tests.flows.publishing.world import gate


def test_an_open_form_says_what_it_asks(client: Client, page: ContactPage) -> None:
    """It is the form of the page's own JSON with a token, as the contract says, and no cache keeps it."""
    answer = client.get(FORM)
    valid(answer.json(), {"$ref": "#/components/schemas/OpenForm"})
    (listed,) = client.get("/api/v1/contact/").json()["items"]
    described = client.get(f"/api/v1/contact/{listed['id']}/").json()["form"]
    assert {**described, "token": answer.json()["token"]} == answer.json()
    assert described["action"].endswith(FORM)
    assert answer["Cache-Control"] == "no-store"


def test_a_sent_form_is_a_message(client: Client, page: ContactPage, clock: Any) -> None:
    """What was written is kept for the page, people are thanked, and the request itself mails nobody."""
    answer = send(client, filled(client, clock))
    assert (answer.status_code, answer.json()) == (202, {"thanks": page.thanks})
    message = ContactMessage.objects.get()
    assert {name: getattr(message, name) for name in WORDS} == WORDS
    assert (message.page_id, message.state) == (page.pk, "new")
    assert (message.forget_at - message.received_at).days == 90
    assert mail.outbox == []


def test_a_plain_html_form_may_send_it(client: Client, page: ContactPage, clock: Any) -> None:
    """A form without scripts sends the same, and a box of it that is ticked says “on”."""
    sent = urlencode({**filled(client, clock), "consent": "on", "name": ""})
    assert client.post(FORM, sent, content_type="application/x-www-form-urlencoded").status_code == 202
    assert ContactMessage.objects.get().sender == "jo@example.org"


@pytest.mark.parametrize(
    "name, value",
    [
        ("email", "jo"),
        ("email", ""),
        ("topic", "Something else"),
        ("message", "Too short"),
        ("message", "x" * 4001),
        ("message", " " * 20),
        ("message", ["a", "list"]),
        ("message", "no\x00thing of this"),
        ("message", "half a \ud83d pair of it"),
        ("name", "x" * 101),
        ("consent", False),
        ("consent", None),
        ("token", "made up"),
        ("diagnosis", "none of our business"),
    ],
)
def test_what_cannot_be_used_is_named(client: Client, page: ContactPage, clock: Any, name: str, value: Any) -> None:
    """Each unusable or unknown field is a 400 that names it; nothing is kept."""
    problem = is_problem(send(client, filled(client, clock, **{name: value})), 400)
    assert problem["type"] == "/api/v1/problems/invalid-field/"
    assert [error["field"] for error in problem["errors"]] == [name]
    valid(problem, {"$ref": "#/components/schemas/Problem"})
    assert not ContactMessage.objects.exists()


def test_all_that_is_missing_is_named_at_once(client: Client, page: ContactPage) -> None:
    """An empty body names every field that must be there."""
    problem = is_problem(send(client, {}), 400)
    assert {error["field"] for error in problem["errors"]} == {"email", "topic", "message", "consent", "token"}


def test_a_double_click_is_one_message(client: Client, page: ContactPage, clock: Any) -> None:
    """The same words with the same token are thanked for twice and kept once; other words are another message."""
    sent = filled(client, clock)
    assert [send(client, sent).status_code for _ in range(2)] == [202, 202]
    assert ContactMessage.objects.count() == 1
    send(client, {**sent, "message": "And when do you close?"})
    assert ContactMessage.objects.count() == 2


def test_a_key_of_the_clients_own_survives_a_new_token(client: Client, page: ContactPage, clock: Any) -> None:
    """A client that tries again later with a fresh token and the same `Idempotency-Key` leaves one message."""
    for _ in range(2):
        send(client, filled(client, clock), **{"Idempotency-Key": "7f3c"})
    assert ContactMessage.objects.count() == 1


def test_the_form_of_a_closed_page_is_closed(client: Client, page: ContactPage, clock: Any) -> None:
    """Strangers get the answer of a form that never was, whatever cookie they have; a key for the group opens it."""
    sent = filled(client, clock)
    members = group()
    gate(page, members)
    reconcile_pending()
    client.force_login(get_user_model().objects.create_superuser("chief"))
    never = client.get("/api/v1/forms/never/").content
    assert {client.get(FORM).content, send(client, sent).content} == {never}
    _, shown = api_key(members)
    assert send(client, sent, **shown).status_code == 202


def test_a_withdrawn_page_takes_nothing(client: Client, page: ContactPage, clock: Any) -> None:
    """A form that was open when its page was unpublished leads nowhere."""
    sent = filled(client, clock)
    page.unpublish()
    assert is_problem(send(client, sent), 404)
    assert not ContactMessage.objects.exists()


def test_each_language_has_its_form(client: Client, page: ContactPage) -> None:
    """Pages of one slug in two languages are told apart by the address that each names."""
    german = page.copy_for_translation(Locale.objects.create(language_code="de"), copy_parents=True)
    german.slug, german.thanks = page.slug, "Danke."
    german.save_revision().publish()
    reconcile_pending()
    assert client.get(FORM).json()["thanks"] == page.thanks
    german_form = client.get(f"{FORM}?locale=de").json()
    assert (german_form["thanks"], german_form["action"][-10:]) == ("Danke.", "?locale=de")
    is_problem(client.get(f"{FORM}?locale=xx"), 400)


def test_the_form_says_which_methods_it_knows(client: Client, page: ContactPage) -> None:
    """Reading, sending and asking for options; HEAD is a GET without its body."""
    assert client.options(FORM)["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert (client.head(FORM).status_code, client.head(FORM).content) == (200, b"")
    is_problem(client.put(FORM), 405)
