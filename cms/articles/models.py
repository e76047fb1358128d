"""Articles: background and guidance in running text."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core import rules
from cms.core.api_fields import Links, PageFacet, Stream
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage
from cms.core.models.pages import AUTHOR_FACET, TAG_FACET
from cms.points.blocks import PointListBlock
from cms.points.models import PointPage


class ArticleBody(ContentStreamBlock):
    """What an article may hold: every common block, and points."""

    points = PointListBlock(group="Links")


class ArticleIndexPage(ContentPage):
    """The list of all articles."""

    schema_org_type = "CollectionPage"
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["articles.ArticlePage"]


class ArticlePage(ContentPage):
    """One article."""

    api_name = "articles"
    schema_org_type = "MedicalWebPage"
    parent_page_types: ClassVar = ["articles.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    body = StreamField(ArticleBody())

    api_fields = (
        *ContentPage.api_fields,
        Stream(name="body", block=ArticleBody()),
        Links(name="points", source="related_points", target="point", help="The points this article is about."),
        Links(name="studies", source="related_studies", target="study", help="The studies this article rests on."),
    )
    facets = (
        TAG_FACET,
        AUTHOR_FACET,
        PageFacet(
            "point",
            lambda page: [row.point for row in page.related_points.all() if row.point_id],
            value=lambda point: point.code,
        ),
    )
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("body"),
        InlinePanel("related_points", heading="Points", label="Point"),
        InlinePanel("related_studies", heading="Studies", label="Study"),
    ]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("body")]

    def contradictions(self) -> rules.Problems:
        return (
            super().contradictions()
            | rules.no_repeats([row.point for row in self.related_points.all() if row.point_id], "points")
            | rules.no_repeats([row.study for row in self.related_studies.all() if row.study_id], "studies")
        )


class ArticlePoint(Orderable):
    """That an article is about a point."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_points")
    point = models.ForeignKey(PointPage, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("point")]

    def __str__(self) -> str:
        return str(self.point)


class ArticleStudy(Orderable):
    """That an article rests on a study; studies are known here by address only, as any page is."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_studies")
    study = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [PageChooserPanel("study", page_type="research.ResearchSummaryPage")]

    def __str__(self) -> str:
        return str(self.study)
