"""Rows of the pages of a site's own."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.core.api_fields import Embedded, Html, Text
from cms.core.fields import PROSE
from cms.core.models import Reference
from cms.home.rules import validate_partial_date


class TimelineEntry(Orderable):
    """Something that happened, and where that is written down."""

    page = ParentalKey("home.HistoryPage", on_delete=models.CASCADE, related_name="entries")
    date = models.CharField(
        max_length=10,
        validators=[validate_partial_date],
        help_text="The year, or as exactly as you know: 1989, 1989-10 or 1989-10-30. The page puts entries in order.",
    )
    title = models.CharField(max_length=150, help_text="What happened.")
    text = RichTextField(blank=True, features=PROSE)
    source = models.ForeignKey(
        Reference,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where readers can check it.",
    )

    api_fields = (
        Text(name="date", help="A year, a month or a day, ISO 8601."),
        Text(name="title"),
        Html(name="text", null=True),
        Embedded(name="source", null=True, fields=Reference.cited_fields, title="Reference", listed=True),
    )
    panels: ClassVar = [FieldPanel("date"), FieldPanel("title"), FieldPanel("text"), FieldPanel("source")]

    def __str__(self) -> str:
        return f"{self.date} {self.title}"
