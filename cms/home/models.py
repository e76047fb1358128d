"""The front page of a site, and the pages that it has one of: its history, its disclaimer, where to order."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.api_fields import Date, Integer, Rows, Stream, Text
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage
from cms.core.rules import Problems
from cms.home import rules
from cms.home.blocks import HTTPS_ONLY
from cms.home.contact.messages import ContactMessage
from cms.home.contact.page import ContactPage, ContactTopic
from cms.home.how_to import HowToPage, HowToStep
from cms.home.rows import TimelineEntry
from cms.home.site_page import SitePage

__all__ = [
    "ContactMessage",
    "ContactPage",
    "ContactTopic",
    "DisclaimerPage",
    "HistoryPage",
    "HomePage",
    "HowToPage",
    "HowToStep",
    "OrderPage",
    "StandardPage",
    "TimelineEntry",
]


class HomePage(ContentPage):
    """Where a site begins; everything else stands below it."""

    announces = False
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    body = StreamField(ContentStreamBlock(), blank=True)

    api_fields = (*ContentPage.api_fields, Stream(name="body", block=ContentStreamBlock()))
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("body")]


class StandardPage(SitePage):
    """A page without a form of its own: about us, how we work."""

    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage", "home.HowToPage"]


class HistoryPage(SitePage):
    """How something came about: an introduction, and what happened when."""

    schema_org_page = ("AboutPage",)

    api_fields = (
        *SitePage.api_fields,
        Rows(name="timeline", fields=TimelineEntry.api_fields, title="TimelineEntry", help="The earliest first."),
    )
    content_panels: ClassVar = [
        *SitePage.content_panels,
        InlinePanel("entries", heading="Timeline", label="Entry"),
    ]

    @property
    def timeline(self) -> list[TimelineEntry]:
        """The entries by date; a year without a day comes before the days of that year."""
        return sorted(self.entries.all(), key=lambda entry: entry.date)

    def gaps(self) -> Problems:
        return super().gaps() | rules.has_some(self.timeline, "entry with a date")

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "home/history.html"


class DisclaimerPage(SitePage):
    """What readers must know before they rely on a site, in numbered editions."""

    api_name = "disclaimers"
    facts = ("edition", "effective_from")

    edition = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        help_text="Raise it whenever the wording changes, and say what is new under “Review and sources”.",
    )
    effective_from = models.DateField(null=True, help_text="The day from which this edition holds.")
    short_form = models.CharField(
        max_length=140, help_text="In one sentence, for posts on social channels; it must hold without the rest."
    )

    api_fields = (
        *SitePage.api_fields,
        Integer(name="edition", summary=True, help="Counts the wordings; each number stands for one wording for ever."),
        Date(name="effective_from", summary=True, help="The day from which this edition holds."),
        Text(name="short_form", summary=True, help="In one sentence, for where there is no room."),
    )
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        MultiFieldPanel([FieldRowPanel([FieldPanel("edition"), FieldPanel("effective_from")])], "Edition"),
        FieldPanel("short_form"),
        FieldPanel("body"),
    ]

    @property
    def wording(self) -> Any:
        """What readers agree to."""
        return self.short_form, [(part.block_type, part.block.get_prep_value(part.value)) for part in self.body]

    def gaps(self) -> Problems:
        published = type(self).objects.filter(pk=self.pk, first_published_at__isnull=False).first()
        before = (published.edition, published.wording) if published else (0, None)
        return (
            super().gaps()
            | ({} if self.body else {"body": "Write out what the short form only names."})
            | rules.edition_is_explained(self.edition, self.what_changed)
            | rules.edition_is_new(before, self.edition, self.wording)
        )


class OrderPage(SitePage):
    """Where to buy. The shop takes the money elsewhere: no name, no address and no card number comes here."""

    schema_org_page = ("CheckoutPage",)
    facts = ("seller", "delivery", "returns")

    seller = models.CharField("sold by", max_length=200, help_text="Who sells, takes the payment and answers for both.")
    checkout_url = models.URLField(
        "address of the checkout",
        validators=[HTTPS_ONLY],
        help_text="The shop's own page. Readers leave this site to pay.",
    )
    checkout_label = models.CharField("text of the link", max_length=60, default="Order and pay at the shop")
    delivery = models.TextField(blank=True, help_text="Where to, how long it takes and what it costs.")
    returns = models.TextField(blank=True, help_text="How to send something back.")

    api_fields = (
        *SitePage.api_fields,
        Text(name="seller", help="Who sells and takes the payment."),
        Text(name="checkout_url", help="The shop's own page, where people pay."),
        Text(name="checkout_label", help="The text of the link there."),
        Text(name="delivery", null=True),
        Text(name="returns", null=True),
    )
    content_panels: ClassVar = [
        *SitePage.content_panels,
        MultiFieldPanel([FieldPanel("seller"), FieldPanel("checkout_url"), FieldPanel("checkout_label")], "Checkout"),
        MultiFieldPanel([FieldPanel("delivery"), FieldPanel("returns")], "What buyers must know"),
    ]

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "home/order.html"
