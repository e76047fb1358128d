from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.core.api_fields import object_schema, present
from cms.home.models import ContactPage, DisclaimerPage, HistoryPage, OrderPage, StandardPage, TimelineEntry
from cms.publications.models import Document
from cms.publications.reconcile import reconcile_pending
from cms.users.models import User
from tests.cms.content import home, reference
from tests.cms.home.content import contact, disclaimer, history, order, published, standard
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db

VIDEO = {"title": "A first session", "url": "https://video.example.org/1", "transcript": "<p>Sit down.</p>"}


MODELS = (StandardPage, HistoryPage, DisclaimerPage, OrderPage, ContactPage)


@pytest.mark.parametrize("model", MODELS)
def test_editors_get_a_form_for_every_page(client: Client, model: type[Page]) -> None:
    """The form for a new page opens below the home page."""
    client.force_login(User.objects.create_superuser("editor"))
    address = reverse("wagtailadmin_pages:add", args=["home", model._meta.model_name, home().pk])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("make", [standard, lambda: history("1984"), disclaimer, order, contact])
def test_every_page_fits_its_schema_and_is_no_news(make: Callable[[], Any]) -> None:
    """Pages of the site's own present themselves as their schemas say, and channels are given nothing about them."""
    page = published(make())
    assert_fits(present(page, page.api_fields, PlainRendering()), object_schema(page.api_fields))
    reconcile_pending()
    assert Document.objects.get(kind="page", object_id=str(page.pk)).share is None


def test_standard_pages_stand_below_one_another(client: Client) -> None:
    """A standard page may have parts, which its plain page links to."""
    whole = published(standard())
    part = published(standard(title="A part"), below=whole)
    assert f'href="{part.url}"' in plain(client, whole).content.decode()


def test_a_film_comes_with_its_words(client: Client) -> None:
    """A film is a link and a transcript, in the JSON and on the plain page; nothing is embedded."""
    page = published(standard(body=[("video", VIDEO)]))
    (block,) = present(page, page.api_fields, PlainRendering())["body"]
    assert block["value"] == {**VIDEO, "transcript": "rendered:<p>Sit down.</p>"}
    html = plain(client, page).content.decode()
    assert 'href="https://video.example.org/1"' in html
    assert "Sit down." in html


def test_a_film_has_a_safe_address() -> None:
    """What is not https is refused in the body as in a field."""
    with pytest.raises(ValidationError):
        standard().body.stream_block.child_blocks["video"].child_blocks["url"].clean("javascript:alert(1)")


def test_a_timeline_is_in_order_whatever_the_editor_did(client: Client) -> None:
    """Entries are sorted by date, in the JSON and on the plain page."""
    page = published(history("1991", "1984", "1989-10-30", "1989"))
    rows = present(page, HistoryPage.api_fields, PlainRendering())["timeline"]
    assert [row["date"] for row in rows] == ["1984", "1989", "1989-10-30", "1991"]
    html = plain(client, page).content.decode()
    assert html.index('datetime="1984"') < html.index('datetime="1989"') < html.index('datetime="1991"')


def test_an_entry_names_its_source() -> None:
    """The source of an entry stands in full beside it, and the entry outlives it."""
    page, work = history(), reference(title="A standard", DOI="10.1234/x")
    page.entries = [TimelineEntry(date="2008", title="Published", source=work)]
    page = published(page)
    assert present(page, HistoryPage.api_fields, PlainRendering())["timeline"][0]["source"]["doi"] == "10.1234/x"
    work.delete()
    page = HistoryPage.objects.get(pk=page.pk)
    assert present(page, HistoryPage.api_fields, PlainRendering())["timeline"][0]["source"] is None


def test_a_history_has_dates() -> None:
    """A history without a single entry cannot go live."""
    with pytest.raises(ValidationError, match="at least one entry"):
        published(history())


@pytest.mark.parametrize("address", ["http://shop.example.org/", "javascript:alert(1)", "ftp://shop.example.org/"])
def test_money_is_paid_over_https_only(address: str) -> None:
    """A checkout that is not at an https address is refused at its field."""
    with pytest.raises(ValidationError) as refusal:
        published(order(checkout_url=address))
    assert "checkout_url" in refusal.value.message_dict


def test_ordering_leads_to_the_shop(client: Client) -> None:
    """The plain page links to the checkout, says who takes the money, and has no form."""
    html = plain(client, published(order())).content.decode()
    assert 'href="https://shop.example.org/checkout"' in html
    assert "You pay at The Example Shop" in html
    assert "<form" not in html
