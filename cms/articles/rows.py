"""What articles and posts point to: rows of such a page, one table for each type of page."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from cms.points.models import PointPage


class RelatedPoint(Orderable):
    """That a text is about a point."""

    point = models.ForeignKey(PointPage, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("point")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.point)


class RelatedStudy(Orderable):
    """That a text rests on a study; studies are known here by address only, as any page is."""

    study = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [PageChooserPanel("study", page_type="research.ResearchSummaryPage")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.study)


class ArticlePoint(RelatedPoint):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="related_points")


class ArticleStudy(RelatedStudy):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="related_studies")


class BlogPostPoint(RelatedPoint):
    page = ParentalKey("articles.BlogPostPage", on_delete=models.CASCADE, related_name="related_points")


class BlogPostStudy(RelatedStudy):
    page = ParentalKey("articles.BlogPostPage", on_delete=models.CASCADE, related_name="related_studies")
