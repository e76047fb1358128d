"""Guides: what to do, one step after another, and when not to."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core.api_fields import Html, Integer, Picture, Rendering, Rows, Stream, Text
from cms.core.fields import PROSE
from cms.core.models.pages import TAG_FACET
from cms.core.models.red_flags import RedFlagsPage
from cms.core.rules import Problems
from cms.core.schema_org import Node
from cms.home import rules
from cms.home.blocks import SiteBody
from cms.home.markup import guide


class HowToStep(Orderable):
    """One thing to do; the order is the editor's."""

    page = ParentalKey("home.HowToPage", on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=150, help_text="What to do, in a few words.")
    text = RichTextField(features=PROSE, help_text="How to do it, and how to tell that it is right.")
    image = models.ForeignKey("media.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    image_alt = models.CharField(
        "description of the image",
        max_length=250,
        blank=True,
        help_text="What the image shows, for people who cannot see it.",
    )

    api_fields = (Text(name="title"), Html(name="text"), Picture(name="image", alt="image_alt"))
    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("image"), FieldPanel("image_alt")]),
    ]

    def __str__(self) -> str:
        return self.title


class HowToPage(RedFlagsPage):
    """A guide, like how to begin with acupressure."""

    api_name = "how-to"
    schema_org_type = "HowTo"
    announces = False
    facts = ("minutes", "needs")
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = []

    minutes = models.PositiveSmallIntegerField(
        "minutes needed", null=True, blank=True, validators=[MinValueValidator(1)], help_text="For all steps together."
    )
    needs = models.TextField("what you need", blank=True, help_text="Things, a place, a position.")
    body = StreamField(SiteBody(), blank=True, verbose_name="more about it")

    api_fields = (
        *RedFlagsPage.api_fields,
        Integer(name="minutes", null=True, summary=True, help="For all steps together."),
        Text(name="needs", null=True, help="Things, a place, a position."),
        Rows(name="steps", fields=HowToStep.api_fields, title="HowToStep", help="In the order of doing."),
        Stream(name="body", block=SiteBody(), help="More about it."),
    )
    facets = (TAG_FACET,)
    content_panels: ClassVar = [
        *RedFlagsPage.content_panels,
        FieldPanel("red_flags"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("needs")], "Before you begin"),
        InlinePanel("steps", heading="Steps", label="Step"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*RedFlagsPage.search_fields, index.SearchField("body")]

    def thing_markup(self, rendering: Rendering) -> Node:
        return guide(self, rendering)

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "home/how_to.html"

    def gaps(self) -> Problems:
        steps = self.steps.all()
        return super().gaps() | rules.has_some(steps, "step") | rules.steps_describe_pictures(steps)
