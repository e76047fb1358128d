"""Books, products, and lists of what sells best."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.catalogue import markup, panels
from cms.catalogue.advertising import ADVERTISING_FACET, LabelledPage, OfferPage
from cms.catalogue.isbn import IsbnField
from cms.catalogue.rows import Rank
from cms.catalogue.vocabulary import Availability, BookFormat
from cms.core import rules
from cms.core.api_fields import Choice, Date, Facet, Integer, Links, Rendering, Stream, Strings, Text
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage
from cms.core.models.pages import TAG_FACET
from cms.core.schema_org import Node

__all__ = ["BestSellersPage", "BookIndexPage", "BookPage", "ProductIndexPage", "ProductPage", "Rank"]


class BookIndexPage(ContentPage):
    """The list of all books."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["catalogue.BookPage", "catalogue.BestSellersPage"]


class ProductIndexPage(ContentPage):
    """The list of all products."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["catalogue.ProductPage", "catalogue.BestSellersPage"]


class BookPage(OfferPage):
    """One book: what it is, and where it can be had. The authors of the page are not the authors of the book."""

    api_name = "books"
    schema_org_page = ("ItemPage",)
    schema_org_type = "Book"
    open_graph_type = "book"
    parent_page_types: ClassVar = ["catalogue.BookIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    facts = ("subtitle", "publisher", "published_year", "edition", "book_format", "number_of_pages", "isbn")

    subtitle = models.CharField(max_length=255, blank=True)
    written_by = models.TextField(help_text="The names on the title page, one a line.")
    publisher = models.CharField(max_length=200, blank=True)
    published_year = models.PositiveSmallIntegerField(
        "published in",
        null=True,
        blank=True,
        validators=[MinValueValidator(1450), MaxValueValidator(2200)],
        help_text="The year of this edition.",
    )
    edition = models.CharField(max_length=100, blank=True, help_text="Like “2nd, revised”.")
    book_format = models.CharField("format", max_length=10, choices=BookFormat, blank=True)
    number_of_pages = models.PositiveSmallIntegerField(null=True, blank=True)
    isbn = IsbnField(
        "ISBN",
        max_length=17,
        blank=True,
        help_text="From the back of the book. An old number of ten digits is turned into the new one of 13.",
    )
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name="more about it")

    api_fields = (
        *OfferPage.api_fields,
        Text(name="subtitle", null=True, summary=True),
        Strings(name="written_by", source="writers", summary=True, help="The names on the title page."),
        Text(name="publisher", null=True),
        Integer(name="published_year", null=True, summary=True),
        Text(name="edition", null=True),
        Choice(name="book_format", null=True, choices=tuple(BookFormat.values)),
        Integer(name="number_of_pages", null=True),
        Text(name="isbn", null=True, summary=True, quoted=False, help="13 digits."),
        Stream(name="body", block=ContentStreamBlock()),
    )
    facets = (
        TAG_FACET,
        ADVERTISING_FACET,
        Facet("book_format", lambda page: filter(None, [page.book_format]), frozenset(BookFormat.values)),
        Facet("isbn", lambda page: filter(None, [page.isbn])),
    )
    content_panels: ClassVar = [*ContentPage.content_panels, *panels.BOOK]
    search_fields: ClassVar = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("subtitle", "written_by", "isbn", "body")),
    ]

    def thing_markup(self, rendering: Rendering) -> Node:
        return markup.book(self)

    @property
    def writers(self) -> list[str]:
        return [name.strip() for name in self.written_by.splitlines() if name.strip()]


class ProductPage(OfferPage):
    """One thing that helps with self-care. What it is said to do is held to the same rules as any other page."""

    api_name = "products"
    schema_org_page = ("ItemPage",)
    schema_org_type = "Product"
    parent_page_types: ClassVar = ["catalogue.ProductIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    facts = ("maker", "article_number", "availability")

    maker = models.CharField(max_length=200, blank=True, help_text="Who makes it.")
    article_number = models.CharField(max_length=60, blank=True, help_text="The maker's or the shop's number for it.")
    availability = models.CharField(max_length=12, choices=Availability, blank=True)
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name="more about it")

    api_fields = (
        *OfferPage.api_fields,
        Text(name="maker", null=True),
        Text(name="article_number", null=True),
        Choice(name="availability", null=True, choices=tuple(Availability.values), summary=True),
        Stream(name="body", block=ContentStreamBlock()),
    )
    facets = (
        TAG_FACET,
        ADVERTISING_FACET,
        Facet("availability", lambda page: filter(None, [page.availability]), frozenset(Availability.values)),
    )
    content_panels: ClassVar = [*ContentPage.content_panels, *panels.PRODUCT]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("maker"), index.SearchField("body")]

    def thing_markup(self, rendering: Rendering) -> Node:
        return markup.product(self)


class BestSellersPage(LabelledPage):
    """A ranking, which means nothing without what was counted and when."""

    api_name = "rankings"
    schema_org_page = ("CollectionPage",)
    schema_org_type = "ItemList"
    parent_page_types: ClassVar = ["catalogue.BookIndexPage", "catalogue.ProductIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    facts = ("basis", "period_start", "period_end")

    basis = models.TextField(
        "what was counted", help_text="And by whom: “copies ordered through our order page, counted by us”."
    )
    period_start = models.DateField("counted from")
    period_end = models.DateField("counted until", help_text="The last day that is counted.")
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name="more about it")

    api_fields = (
        *LabelledPage.api_fields,
        Text(name="basis", summary=True, help="What was counted, and by whom."),
        Date(name="period_start", summary=True, help="The first day that is counted."),
        Date(name="period_end", summary=True, help="The last day that is counted."),
        Links(name="items", source="ranks", target="item", help="Books and products, best-selling first."),
        Stream(name="body", block=ContentStreamBlock()),
    )
    facets = (TAG_FACET, ADVERTISING_FACET)
    content_panels: ClassVar = [*ContentPage.content_panels, *panels.BEST_SELLERS]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("basis"), index.SearchField("body")]

    def thing_markup(self, rendering: Rendering) -> Node:
        return markup.ranking(self, rendering)

    def contradictions(self) -> rules.Problems:
        message = "The period ends before it begins."
        return (
            super().contradictions()
            | rules.no_repeats(self.ranked_pages, "places")
            | rules.in_order(self.period_start, self.period_end, "period_end", message)
        )

    @property
    def ranked_pages(self) -> list[Page]:
        return [rank.item for rank in self.ranks.all() if rank.item_id]
