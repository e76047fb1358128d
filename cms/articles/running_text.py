"""What articles and blog posts have in common: running text about points and studies."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.articles.markup import about
from cms.core import rules
from cms.core.api_fields import Choice, Facet, Link, Links, PageFacet, Rendering, Stream
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage
from cms.core.models.pages import AUTHOR_FACET, TAG_FACET
from cms.core.schema_org import Node
from cms.core.templatetags.content import public_only
from cms.core.vocabulary import Modality
from cms.points.blocks import PointListBlock


class ArticleBody(ContentStreamBlock):
    """What running text may hold: every common block, and points."""

    points = PointListBlock(group="Links")


class RunningTextPage(ContentPage):
    """A page of running text; a subclass has rows called `related_points` and `related_studies`."""

    open_graph_type = "article"

    modality = models.CharField(
        "treatment",
        max_length=20,
        choices=Modality,
        blank=True,
        help_text="What this text is about, if it is about one treatment. Studies of another are shown as indirect.",
    )
    body = StreamField(ArticleBody())
    hub = models.ForeignKey(
        "conditions.ConditionPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The condition this text is about. Lists are filtered by it.",
    )

    api_fields = (
        *ContentPage.api_fields,
        Choice(name="modality", choices=tuple(Modality.values), null=True, summary=True, help="The treatment."),
        Stream(name="body", block=ArticleBody()),
        Link(name="hub", null=True, summary=True, help="The page about the condition this text is about."),
        Links(name="points", source="related_points", target="point", help="The points this text is about."),
        Links(name="studies", source="related_studies", target="study", help="The studies this text rests on."),
        Links(name="indirect_studies", help="Those of them that tested another treatment: indirect evidence."),
    )
    facets = (
        TAG_FACET,
        AUTHOR_FACET,
        PageFacet(
            "condition",
            lambda page: [page.hub] if page.hub and page.hub.about else [],
            value=lambda hub: hub.about.slug,
        ),
        PageFacet(
            "point",
            lambda page: [row.point for row in page.related_points.all() if row.point_id],
            value=lambda point: point.code,
        ),
        Facet("modality", lambda page: [page.modality] if page.modality else [], frozenset(Modality.values)),
    )
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("modality"),
        FieldPanel("body"),
        FieldPanel("hub"),
        InlinePanel("related_points", heading="Points", label="Point"),
        InlinePanel("related_studies", heading="Studies", label="Study"),
    ]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def page_markup(self, rendering: Rendering) -> Node:
        return about(self, rendering)

    @property
    def indirect_studies(self) -> list[Page]:
        """The studies whose treatment is not the one that this text is about."""
        studies = [row.study.specific for row in self.related_studies.all() if row.study_id and self.modality]
        return [study for study in studies if study.modality != self.modality]

    def fact_rows(self) -> list[tuple[str, Any]]:
        indirect = public_only(self.indirect_studies)
        said = f"Studies of another treatment: {'; '.join(str(study) for study in indirect)}"
        return [*super().fact_rows(), *([("indirect evidence", said)] if indirect else [])]

    def contradictions(self) -> rules.Problems:
        return (
            super().contradictions()
            | rules.no_repeats([row.point for row in self.related_points.all() if row.point_id], "points")
            | rules.no_repeats([row.study for row in self.related_studies.all() if row.study_id], "studies")
        )
