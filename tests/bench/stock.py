"""Wagtail's own API v2 over the same pages, with the fields that our documents have."""

from typing import Any, ClassVar

from rest_framework.serializers import ListField, ModelSerializer
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from cms.articles.models import ArticlePage
from cms.core.models import Person, Reference


class Byline(ModelSerializer[Person]):
    class Meta:
        model = Person
        fields = ("uid", "slug", "name", "role", "credentials")


class Work(ModelSerializer[Reference]):
    class Meta:
        model = Reference
        fields = ("uid", "slug", "csl")


PLAIN = (
    "summary",
    "image",
    "reviewed_on",
    "next_review_on",
    "disclaimer",
    "funding_disclosure",
    "what_changed",
    "tags",
    "body",
    "hub",
    "related_points",
    "related_studies",
)


class Articles(PagesAPIViewSet):
    """Stock but for the names of the fields, which Wagtail would read from the model, and for the filter by tag."""

    name = "articles"
    model = ArticlePage
    known_query_parameters = PagesAPIViewSet.known_query_parameters | {"tag"}
    own_fields: ClassVar = [
        *map(APIField, PLAIN),
        APIField("authors", serializer=ListField(child=Byline())),
        APIField("references", serializer=ListField(child=Work())),
        APIField("medical_reviewer", serializer=Byline()),
    ]

    @classmethod
    def get_body_fields(cls, model: Any) -> list[APIField]:
        """The fields of an article; other models, embedded in it, are stubs as in a stock installation."""
        own = cls.own_fields if model is ArticlePage else []
        return [*cls._convert_api_fields(cls.body_fields), *own]

    def get_queryset(self) -> Any:
        """Stock, narrowed by tag: Wagtail's own filter cannot follow tags that hang on the common page."""
        tag = self.request.GET.get("tag")
        return super().get_queryset().filter(**{"page_tags__tag__slug": tag} if tag else {})


router = WagtailAPIRouter("bench")
router.register_endpoint("articles", Articles)
