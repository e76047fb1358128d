"""A minimal, valid row of every type of the catalogue, for tests to vary."""

from itertools import count
from typing import Any

from cms.catalogue.models import BestSellersPage, BookIndexPage, BookPage, ProductIndexPage, ProductPage, Rank
from cms.core.models import ContentPage
from cms.home.models import HomePage
from tests.cms.content import home, published

NUMBERS = count(1)
POINT_LOCATIONS = "92-9061-248-7"  # printed in the book of 2008
INDEXES = {BookPage: BookIndexPage, ProductPage: ProductIndexPage, BestSellersPage: BookIndexPage}


def book(**given: Any) -> BookPage:
    """A book, not yet saved."""
    return BookPage(**{"title": f"Book {next(NUMBERS)}", "summary": "In short.", "written_by": "Ann Lee", **given})


def product(**given: Any) -> ProductPage:
    """A product, not yet saved."""
    return ProductPage(**{"title": f"Product {next(NUMBERS)}", "summary": "In short.", **given})


def best_sellers(*items: ContentPage, **given: Any) -> BestSellersPage:
    """A ranking of these pages, not yet saved."""
    values = {
        "title": f"Ranking {next(NUMBERS)}",
        "summary": "In short.",
        "basis": "Copies ordered here.",
        "period_start": "2026-10-01",
        "period_end": "2026-10-31",
    }
    page = BestSellersPage(**{**values, **given})
    page.ranks = [Rank(item=item.page_ptr) for item in items]
    return page


def on_sale(page: ContentPage) -> Any:
    """The page, live, below an index of its own."""
    index = INDEXES[type(page)](title=f"Shelf {next(NUMBERS)}", summary="All of them.")
    return published(page, (HomePage.objects.first() or home()).add_child(instance=index))
