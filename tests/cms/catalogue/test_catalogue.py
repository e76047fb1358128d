from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.catalogue.models import BestSellersPage, BookIndexPage, BookPage, ProductIndexPage, ProductPage
from cms.core.api_fields import facet_values, object_schema, present
from cms.core.models import ContentPage
from cms.home.models import HomePage
from tests.cms.catalogue.wares import POINT_LOCATIONS, best_sellers, book, on_sale, product
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db
SHOP = {"price": Decimal("12.50"), "currency": "EUR", "order_url": "https://shop.example.org/1"}


def shown(page: ContentPage, **rendering: Any) -> dict[str, Any]:
    return present(page, page.api_fields, PlainRendering(**rendering))


def test_every_type_has_its_place_in_the_tree() -> None:
    """Shelves stand below the home page, books and products on their own shelf, and rankings on either."""
    assert {BookIndexPage, ProductIndexPage} <= set(HomePage.creatable_subpage_models())
    assert set(BookIndexPage.creatable_subpage_models()) == {BookPage, BestSellersPage}
    assert set(ProductIndexPage.creatable_subpage_models()) == {ProductPage, BestSellersPage}


@pytest.mark.parametrize(
    "make, given, field",
    [
        (book, {"isbn": "978-92-9061-248-7"}, "isbn"),
        (book, {"written_by": ""}, "written_by"),
        (book, {"published_year": 1400}, "published_year"),
        (book, {"price": Decimal(3)}, "currency"),
        (book, {"currency": "EUR"}, "price"),
        (book, {"price": Decimal(-1), "currency": "EUR"}, "price"),
        (book, {"price": Decimal(1), "currency": "XYZ"}, "currency"),
        (book, {"is_advertising": True}, "funding_disclosure"),
        (product, SHOP, "is_advertising"),
        (product, {"availability": "perhaps"}, "availability"),
        (best_sellers, {"basis": ""}, "basis"),
        (best_sellers, {"period_start": None}, "period_start"),
        (best_sellers, {"period_end": None}, "period_end"),
        (best_sellers, {"period_end": "2026-09-30"}, "period_end"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(make: Any, given: dict[str, Any], field: str) -> None:
    """Each rule of the catalogue speaks at the field that must change."""
    with pytest.raises(ValidationError) as refusal:
        on_sale(make(**given))
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("make", [book, product, best_sellers])
def test_every_type_fits_its_own_schema(make: Any) -> None:
    """A minimal page of each type presents itself as its schema says."""
    page = on_sale(make())
    assert_fits(shown(page), object_schema(page.api_fields))


def test_a_book_presents_what_it_is() -> None:
    """Its writers are a list, its number has 13 digits, and the authors of the page are others."""
    page = on_sale(book(isbn=POINT_LOCATIONS, written_by="Ann Lee\n\n Bo Li \n", book_format="ebook"))
    value = shown(page)
    assert (value["written_by"], value["isbn"], value["authors"]) == (["Ann Lee", "Bo Li"], "9789290612483", [])
    assert facet_values(page, page.facets, PlainRendering()) == {
        "tag": [],
        "advertising": ["false"],
        "book_format": ["ebook"],
        "isbn": ["9789290612483"],
    }


@pytest.mark.parametrize("price, amount", [(Decimal("12.5"), "12.50"), (Decimal(0), "0.00"), (Decimal(100), "100.00")])
def test_a_price_is_an_exact_text_with_its_currency(price: Decimal, amount: str) -> None:
    """Amounts have two decimals, free ones too."""
    page = on_sale(product(price=price, currency="GBP"))
    assert shown(page)["price"] == {"amount": amount, "currency": "GBP"}
    assert_fits(shown(page), object_schema(page.api_fields))


def test_without_a_price_there_is_none() -> None:
    """No price is null, which is not free."""
    assert shown(on_sale(product()))["price"] is None


def test_what_costs_nothing_may_be_ordered_without_being_advertised() -> None:
    """A free download is no advertisement."""
    page = on_sale(book(price=Decimal(0), currency="EUR", order_url="https://books.example.org/free"))
    assert shown(page)["is_advertising"] is False


def test_a_ranking_keeps_its_order_and_leaves_out_what_is_hidden() -> None:
    """The order is the editor's; a hidden item leaves no gap that tells of it."""
    first, hidden, last = on_sale(product(title="A")), on_sale(book(title="B")), on_sale(book(title="C"))
    page = on_sale(best_sellers(last, hidden, first))
    assert [item["title"] for item in shown(page, hidden=[hidden.page_ptr])["items"]] == ["C", "A"]
    assert (shown(page)["period_start"], shown(page)["period_end"]) == ("2026-10-01", "2026-10-31")


def test_a_ranking_names_nothing_twice() -> None:
    """One thing has one place."""
    one = on_sale(book())
    with pytest.raises(ValidationError, match="twice among the places"):
        on_sale(best_sellers(one, one))
