"""An advertisement is known as one wherever it is shown."""

from typing import Any

import pytest
from django.test import Client

from cms.core.models import SharePreference
from tests.cms.catalogue.wares import best_sellers, book, on_sale, product
from tests.cms.plain import plain
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.django_db
PAID = {"is_advertising": True, "funding_disclosure": "We earn a share of each sale."}


@pytest.mark.parametrize("make", [book, product, best_sellers])
def test_the_plain_page_says_so(client: Client, make: Any) -> None:
    """Readers see the word and who gains on an advertisement, and on nothing else."""
    html = plain(client, on_sale(make(**PAID))).content.decode()
    assert "<strong>Advertisement</strong>" in html
    assert "We earn a share of each sale." in html
    assert "Advertisement" not in plain(client, on_sale(make())).content.decode()


def test_posts_say_so() -> None:
    """Channels get title and own text with the word before them; without it, as they are."""
    advertised, plain = (book(title="New", **given) for given in (PAID, {}))
    for page in (advertised, plain):
        page.share_preferences = [SharePreference(channel="x", text="Short!")]
    shared = on_sale(advertised).share_fields()
    assert (shared["title"], shared["text"]) == ("Advertisement: New", {"x": "Advertisement: Short!"})
    shared = on_sale(plain).share_fields()
    assert (shared["title"], shared["text"]) == ("New", {"x": "Short!"})


def test_the_word_is_the_readers() -> None:
    """A German page says it in German."""
    page = on_sale(book(**PAID))
    page.locale.language_code = "de"
    assert page.advertising_label == "Anzeige"


def test_an_order_link_of_an_advertisement_is_marked(client: Client) -> None:
    """Search engines are told that a link is paid for, as their own rules ask."""
    sold = {"price": 3, "currency": "EUR", "order_url": "https://shop.example.org/1"}
    html = plain(client, on_sale(product(**sold, **PAID))).content.decode()
    assert '<a href="https://shop.example.org/1" rel="nofollow sponsored">Order</a>' in html
    assert "EUR 3.00" in html


def test_a_ranking_shows_what_everybody_may_see(client: Client) -> None:
    """The plain ranking links its items in order, but none that is closed; an empty one says so."""
    seen, closed = on_sale(book(title="Seen")), on_sale(book(title="Closed", slug="closed-book"))
    gate(closed)
    html = plain(client, on_sale(best_sellers(closed, seen))).content.decode()
    assert f'<ol><li><a href="{seen.url}">Seen</a></li></ol>' in html
    assert "closed-book" not in html
    assert "There is no ranking yet." in plain(client, on_sale(best_sellers(closed))).content.decode()
