"""The contact page, and the form that its JSON describes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.core.api_fields import present
from cms.home.models import ContactPage
from cms.users.models import User
from tests.cms.content import home
from tests.cms.home.content import contact, published
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering

pytestmark = pytest.mark.django_db


def fields(page: ContactPage) -> dict[str, Any]:
    form = present(page, page.api_fields, PlainRendering())["form"]
    return {field["name"]: field for field in form["fields"]}


def test_the_form_is_described_for_whoever_draws_it() -> None:
    """Every question has its name, kind and limits; the privacy notice stands beside the box to tick."""
    asked = fields(published(contact("An order", "A mistake")))
    assert list(asked) == ["name", "email", "topic", "message", "consent"]
    assert [name for name, field in asked.items() if not field["required"]] == ["name"]
    assert (asked["message"]["min_length"], asked["message"]["max_length"]) == (10, 4000)
    assert asked["topic"]["choices"] == ["An order", "A mistake"]
    assert asked["consent"]["help"] == "Two people read it."


def test_the_form_asks_for_no_health_details() -> None:
    """No field is about health, and the one for free text says so."""
    asked = fields(published(contact()))
    assert "nothing about your health" in asked["message"]["help"]


def test_without_topics_there_is_no_choice_to_make() -> None:
    """The question about the topic is left out."""
    assert "topic" not in fields(published(contact()))


def test_the_recipients_are_nobodys_business() -> None:
    """Neither the JSON nor the plain page names who is told of messages."""
    page = published(contact())
    shown = str(present(page, page.api_fields, PlainRendering())) + Client().get(page.url).content.decode()
    assert "desk@example.org" not in shown


def test_the_plain_page_says_how_to_reach_people(client: Client) -> None:
    """Addresses, response time and what to do in an emergency stand on the plain page."""
    page = published(contact(email="hello@example.org", response_time="within two days", emergency_notice="Call 112."))
    html = plain(client, page).content.decode()
    assert all(words in html for words in ("hello@example.org", "within two days", "Call 112."))


@pytest.mark.parametrize(
    "given", [{"recipients": "desk@example.org nobody"}, {"recipients": " "}, {"retention_days": 0}, {"email": "x"}]
)
def test_what_cannot_work_is_refused_at_its_field(given: dict[str, Any]) -> None:
    """A recipient that is no address, no recipient at all, and no day to keep messages are told to the editor."""
    with pytest.raises(ValidationError) as refusal:
        published(contact(**given))
    assert set(refusal.value.message_dict) == set(given)


def test_topics_can_be_told_apart() -> None:
    """Two topics of one name are refused."""
    with pytest.raises(ValidationError, match="same name"):
        published(contact("An order", "an order "))


def test_an_editor_makes_one_in_the_admin(client: Client) -> None:
    """The form in the admin offers sensible texts to begin with."""
    client.force_login(User.objects.create_superuser("editor"))
    html = client.get(reverse("wagtailadmin_pages:add", args=["home", "contactpage", home().pk])).content.decode()
    assert "Nobody reads messages around the clock" in html
    assert "Topics to choose from" in html
