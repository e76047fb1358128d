"""Hubs: what a condition is, when to get help, and which points are pressed where."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.conditions import panels, rules
from cms.conditions.care import CarePage
from cms.conditions.markup import answers
from cms.conditions.snippets import Condition, Protocol, ProtocolItem
from cms.conditions.vocabulary import BodyArea, Kind
from cms.core.api_fields import Choice, Facet, Html, Link, Links, Rendering, Rows, Text
from cms.core.fields import PROSE
from cms.core.models import ContentPage
from cms.core.rules import Problems
from cms.core.schema_org import Node

__all__ = ["Condition", "ConditionPage", "PainTypePage", "Protocol", "ProtocolItem", "Question", "RegionPage"]


@dataclass(frozen=True)
class BodyAreaGroup:
    """The hubs of one part of the body."""

    body_area: str
    hubs: list["ConditionPage"]


class SymptomIndexPage(ContentPage):
    """All hubs, from A to Z and by body area."""

    schema_org_page = ("CollectionPage",)
    announces = False
    lists_children = True
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["conditions.ConditionPage"]

    api_fields = (
        *ContentPage.api_fields,
        Links(name="hubs", help="All of them, from A to Z."),
        Rows(
            name="by_body_area",
            fields=(Choice(name="body_area", choices=tuple(BodyArea.values)), Links(name="hubs")),
            title="BodyAreaGroup",
            help="The same from head to foot.",
        ),
    )

    @property
    def hubs(self) -> list["ConditionPage"]:
        # Drafts are read too: once they are published, this page depends on them already.
        pages = [page for page in self.get_children().specific() if isinstance(page, ConditionPage)]
        return sorted((page for page in pages if page.live), key=lambda page: page.title.casefold())

    @property
    def by_body_area(self) -> list[BodyAreaGroup]:
        grouped: dict[str, list[ConditionPage]] = {area: [] for area in BodyArea.values}
        for hub in self.hubs:
            if hub.about:
                grouped[hub.about.body_area].append(hub)
        return [BodyAreaGroup(area, hubs) for area, hubs in grouped.items() if hubs]


class ConditionPage(CarePage):
    """The hub of a condition; what its general protocol names, every page below it shows."""

    api_name = "conditions"
    lists_children = True
    parent_page_types: ClassVar = ["conditions.SymptomIndexPage"]
    subpage_types: ClassVar = ["conditions.RegionPage", "conditions.PainTypePage"]

    condition = models.ForeignKey(Condition, on_delete=models.SET_NULL, null=True, related_name="+")
    general_protocol = models.ForeignKey(
        Protocol,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its points come first on this page and on every page below it.",
    )

    api_fields = (
        *CarePage.api_fields,
        Links(name="regions", help="The pages about one region, in the editor's order."),
        Links(name="pain_types", help="The pages about one type of pain, in the editor's order."),
        Rows(name="questions", fields=(Text(name="question"), Html(name="answer")), title="Question"),
    )
    facets = (
        *CarePage.facets,
        Facet("body_area", lambda page: [page.about.body_area] if page.about else [], frozenset(BodyArea.values)),
    )
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("condition"), *panels.CARE, *panels.HUB]

    @property
    def about(self) -> Condition | None:
        return self.condition

    def own_protocols(self) -> Iterator[Protocol | None]:
        yield self.general_protocol

    @property
    def regions(self) -> list[ContentPage]:
        return self._below(RegionPage)

    @property
    def pain_types(self) -> list[ContentPage]:
        return self._below(PainTypePage)

    def _below(self, model: type[ContentPage]) -> list[ContentPage]:
        return [page for page in self.get_children().specific() if isinstance(page, model)]

    def page_markup(self, rendering: Rendering) -> Node:
        return {**super().page_markup(rendering), **answers(self.questions.all())}

    def contradictions(self) -> Problems:
        given = self.general_protocol
        return super().contradictions() | rules.kind_is(Kind.GENERAL, given and given.kind, "general_protocol")


class Question(Orderable):
    """A question that people ask about a condition, with its answer."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="questions")
    question = models.CharField(max_length=250)
    answer = RichTextField(features=PROSE)

    panels: ClassVar = [FieldPanel("question"), FieldPanel("answer")]

    def __str__(self) -> str:
        return self.question


CODE = Text(name="code", summary=True, quoted=False, help="The value of the facet.")


class PartPage(CarePage):
    """A part of a hub, with points of its own beside the hub's."""

    parent_page_types: ClassVar = ["conditions.ConditionPage"]
    subpage_types: ClassVar[list[str]] = []

    code = models.SlugField(
        max_length=60,
        help_text="What lists are filtered by, short and lasting: “low”. Everybody may read it, also where the page "
        "itself is for members.",
    )
    specific_protocol = models.ForeignKey(
        Protocol,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Its points follow those of the hub's general protocol; a point of both is shown once.",
    )

    api_fields = (
        *CarePage.api_fields,
        CODE,
        Link(name="hub", null=True, summary=True, help="The page about the condition."),
    )
    teaser_fields = (CODE, *CarePage.teaser_fields)
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("code"), *panels.CARE, *panels.PART]

    class Meta:
        abstract = True

    @property
    def hub(self) -> ConditionPage | None:
        """The page above; none while it is not published."""
        parent = self.get_parent().specific
        return parent if isinstance(parent, ConditionPage) and parent.live else None

    @property
    def about(self) -> Condition | None:
        return self.hub.about if self.hub else None

    def own_protocols(self) -> Iterator[Protocol | None]:
        yield self.hub.general_protocol if self.hub else None
        yield self.specific_protocol

    def contradictions(self) -> Problems:
        given = self.specific_protocol
        return super().contradictions() | rules.kind_is(Kind.SPECIFIC, given and given.kind, "specific_protocol")


class RegionPage(PartPage):
    """One region of the body that a condition is felt in: the first axis of a hub."""

    api_name = "regions"
    facets = (*CarePage.facets, Facet("region", lambda page: [page.code]))


class PainTypePage(PartPage):
    """One type of pain, wherever it is felt: the second axis of a hub."""

    api_name = "pain-types"
    facets = (*CarePage.facets, Facet("pain_type", lambda page: [page.code]))
