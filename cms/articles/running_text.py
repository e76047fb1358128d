"""What articles and blog posts have in common: running text about points and studies."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core import rules
from cms.core.api_fields import Links, PageFacet, Stream
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage
from cms.core.models.pages import AUTHOR_FACET, TAG_FACET
from cms.points.blocks import PointListBlock


class ArticleBody(ContentStreamBlock):
    """What running text may hold: every common block, and points."""

    points = PointListBlock(group="Links")


class RunningTextPage(ContentPage):
    """A page of running text; a subclass has rows called `related_points` and `related_studies`."""

    body = StreamField(ArticleBody())

    api_fields = (
        *ContentPage.api_fields,
        Stream(name="body", block=ArticleBody()),
        Links(name="points", source="related_points", target="point", help="The points this text is about."),
        Links(name="studies", source="related_studies", target="study", help="The studies this text rests on."),
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

    class Meta:
        abstract = True

    def contradictions(self) -> rules.Problems:
        return (
            super().contradictions()
            | rules.no_repeats([row.point for row in self.related_points.all() if row.point_id], "points")
            | rules.no_repeats([row.study for row in self.related_studies.all() if row.study_id], "studies")
        )
