"""What every page that may advertise has in common: the label, and the offer."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from cms.catalogue import rules
from cms.catalogue.vocabulary import ADVERTISEMENT, Currency
from cms.core.api_fields import ApiField, Computed, Facet, Flag, Json, Text
from cms.core.models import ContentPage
from cms.core.rules import Problems

ADVERTISING_FACET = Facet(
    "advertising", lambda page: ["true" if page.is_advertising else "false"], frozenset({"true", "false"})
)


class LabelledPage(ContentPage):
    """A page that says when it is an advertisement: to readers, in the API and in every post about it."""

    is_advertising = models.BooleanField(
        "this is advertising",
        default=False,
        help_text="Readers see the word “Advertisement”. Tick it whenever somebody earns by what this page recommends.",
    )

    api_fields: ClassVar[tuple[ApiField, ...]] = (
        *ContentPage.api_fields,
        Flag(name="is_advertising", summary=True, help="Whether it must be shown with the word “Advertisement”."),
    )

    class Meta:
        abstract = True

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "catalogue/page.html"

    @property
    def advertising_label(self) -> str:
        """The word that must stand beside an advertisement; empty for anything else."""
        language = self.locale.language_code
        return ADVERTISEMENT.get(language, ADVERTISEMENT["en"]) if self.is_advertising else ""

    def gaps(self) -> Problems:
        return super().gaps() | rules.advertising_is_disclosed(self.is_advertising, self.funding_disclosure)

    def share_fields(self) -> dict[str, Any]:
        shared = super().share_fields()
        if label := self.advertising_label:
            shared["title"] = f"{label}: {shared['title']}"
            shared["text"] = {channel: f"{label}: {text}" for channel, text in shared["text"].items()}
        return shared


class OfferPage(LabelledPage):
    """Something that can be had for a price, or for nothing. Orders and payments happen elsewhere."""

    price = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="With tax, as the shop asks for it. Left empty, no price is shown; 0 means free.",
    )
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    order_url = models.URLField(
        "order address", blank=True, help_text="Where it can be ordered. Nothing is paid on this site."
    )

    api_fields: ClassVar[tuple[ApiField, ...]] = (
        *LabelledPage.api_fields,
        Computed(
            name="price",
            null=True,
            summary=True,
            compute=lambda page: page.price_tag(),
            value_schema={
                "title": "Price",
                "type": "object",
                "properties": {
                    "amount": {"type": "string", "pattern": r"^\d+\.\d\d$", "examples": ["24.00"]},
                    "currency": {"type": "string", "enum": Currency.values},
                },
                "required": ["amount", "currency"],
            },
            help="With tax. The amount is text, so that nothing is lost; 0.00 means free, null that none is given.",
        ),
        Text(name="order_url", null=True, help="Where it can be ordered."),
    )

    class Meta:
        abstract = True

    def contradictions(self) -> Problems:
        return super().contradictions() | rules.price_has_currency(self.price, self.currency)

    def gaps(self) -> Problems:
        return super().gaps() | rules.selling_is_advertising(self.price, self.order_url, self.is_advertising)

    def price_tag(self) -> Json | None:
        """The price as amount and currency; None when there is none."""
        return None if self.price is None else {"amount": f"{self.price:.2f}", "currency": self.currency}
