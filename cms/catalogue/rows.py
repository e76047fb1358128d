"""The places of a ranking."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable


class Rank(Orderable):
    """One place in a ranking; the order is the ranking."""

    page = ParentalKey("catalogue.BestSellersPage", on_delete=models.CASCADE, related_name="ranks")
    item = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [PageChooserPanel("item", page_type=["catalogue.BookPage", "catalogue.ProductPage"])]

    def __str__(self) -> str:
        return str(self.item)
