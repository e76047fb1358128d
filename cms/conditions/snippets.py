"""Conditions and protocols: what several pages share, kept in one place."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from cms.conditions import rules
from cms.conditions.vocabulary import BodyArea, Kind, Laterality, Role
from cms.core.api_fields import Choice, Html, Text
from cms.core.fields import PROSE
from cms.core.forms import RowsForm
from cms.core.rules import insist, no_repeats
from cms.points.models import PointPage
from cms.points.vocabulary import Pressure


class Condition(index.Indexed, models.Model):
    """What a hub is about."""

    name = models.CharField(max_length=200, unique=True, help_text="The name that people use: “Back pain”.")
    slug = models.SlugField(max_length=120, unique=True, help_text="What lists are filtered by: “back-pain”.")
    also_called = models.CharField(max_length=250, blank=True, help_text="Other names, with commas between them.")
    body_area = models.CharField(max_length=10, choices=BodyArea)

    api_fields = (
        Text(name="slug", help="The value of the facet “condition”."),
        Text(name="name"),
        Text(name="also_called", null=True),
        Choice(name="body_area", choices=tuple(BodyArea.values)),
    )
    panels: ClassVar = [FieldPanel(name) for name in ("name", "slug", "also_called", "body_area")]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.SearchField("also_called"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Protocol(DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """Points in the order in which they are pressed, with how; pages show its published version."""

    base_form_class = RowsForm

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    introduction = RichTextField(blank=True, features=PROSE, help_text="What to know before one begins.")
    source = models.TextField(help_text="Who put it together, and from what. Tradition is no proof; say so.")

    api_fields = (
        Text(name="name"),
        Choice(name="kind", choices=tuple(Kind.values)),
        Html(name="introduction", null=True),
        Text(name="source", help="Who put it together, and from what."),
    )
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        FieldPanel("introduction"),
        InlinePanel("items", heading="Points, in the order of pressing", label="Point", min_num=1),
        FieldPanel("source"),
        PublishingPanel(),
    ]
    search_fields: ClassVar = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        insist(no_repeats([item.point for item in self.items.all() if item.point_id], "points"))


class ProtocolItem(Orderable):
    """One point of a protocol: where, how long, how often and how firmly it is pressed."""

    protocol = ParentalKey(Protocol, on_delete=models.CASCADE, related_name="items")
    point = models.ForeignKey(PointPage, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Laterality, default=Laterality.PAIR)
    role = models.CharField(max_length=10, choices=Role, help_text="Why it belongs here.")
    seconds = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(5), MaxValueValidator(300)], help_text="How long, each time."
    )
    repetitions = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)], help_text="How many times on each side."
    )
    pressure = models.PositiveSmallIntegerField(choices=Pressure, default=Pressure.MEDIUM)
    note = models.CharField(max_length=250, blank=True, help_text="What to mind about this point here.")

    panels: ClassVar = [
        FieldPanel("point"),
        FieldRowPanel([FieldPanel("side"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("seconds"), FieldPanel("repetitions"), FieldPanel("pressure")]),
        FieldPanel("note"),
    ]

    def __str__(self) -> str:
        return str(self.point)

    def clean(self) -> None:
        super().clean()
        if self.point_id:
            insist(rules.side_exists(self.point, self.side))
