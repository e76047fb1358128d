"""Articles, the blog, and the people who write them."""

from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.articles.rows import ArticlePoint, ArticleStudy, BlogPostPoint, BlogPostStudy
from cms.articles.running_text import ArticleBody, RunningTextPage
from cms.core.api_fields import Embedded, Facet, Rendering
from cms.core.models import ContentPage, Person, ReviewedPage
from cms.core.models.pages import TAG_FACET
from cms.core.models.reviewed import REVIEW
from cms.core.rules import Problems
from cms.core.schema_org import Node
from cms.core.schema_org.people import whole_person

__all__ = [
    "ArticleBody",
    "ArticleIndexPage",
    "ArticlePage",
    "ArticlePoint",
    "ArticleStudy",
    "AuthorIndexPage",
    "AuthorPage",
    "BlogIndexPage",
    "BlogPostPage",
    "BlogPostPoint",
    "BlogPostStudy",
]


class ArticleIndexPage(ContentPage):
    """The list of all articles."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["articles.ArticlePage"]


class ArticlePage(RunningTextPage, ReviewedPage):  # type: ignore[misc]  # each says in a Meta that it is abstract
    """One article: background and guidance that stays true for a while."""

    api_name = "articles"
    schema_org_page = ("MedicalWebPage", "Article")
    api_fields = (*RunningTextPage.api_fields, REVIEW)
    parent_page_types: ClassVar = ["articles.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []


class BlogIndexPage(ContentPage):
    """The list of all blog posts."""

    schema_org_page = ("CollectionPage", "Blog")
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["articles.BlogPostPage"]


class BlogPostPage(RunningTextPage):
    """One blog post: news, and what somebody thinks, on the day it was written."""

    api_name = "blog"
    schema_org_page = ("WebPage", "BlogPosting")
    parent_page_types: ClassVar = ["articles.BlogIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def gaps(self) -> Problems:
        return super().gaps() | ({} if self.authors else {NON_FIELD_ERRORS: "Name at least one author of this post."})


class AuthorIndexPage(ContentPage):
    """The list of everybody who writes."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["articles.AuthorPage"]


class AuthorPage(ContentPage):
    """Who somebody is. What they wrote is not kept here: it is what the facet `author` finds with their slug."""

    api_name = "authors"
    schema_org_page = ("ProfilePage",)
    schema_org_type = "Person"
    open_graph_type = "profile"
    announces = False
    parent_page_types: ClassVar = ["articles.AuthorIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Name, credentials and biography come from there. What this person wrote lists itself.",
    )

    api_fields = (
        *ContentPage.api_fields,
        Embedded(
            name="person",
            null=True,
            fields=Person.whole_fields,
            title="Author",
            listed=True,
            summary=True,
            help="Their slug is the value of the facet “author”, which finds what they wrote.",
        ),
    )
    facets = (TAG_FACET, Facet("person", lambda page: [page.person.slug] if page.person else []))
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("person")]

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "articles/author.html"

    def thing_markup(self, rendering: Rendering) -> Node:
        return whole_person(self.person, rendering) if self.person else {}

    def works(self) -> PageQuerySet[Page]:
        """The live pages with this person in the byline, newest first; for the plain page alone.

        A rendered document must not call it: a page that is yet to be written is no row that it could depend on.
        """
        pages = Page.objects.live().filter(authorships__person=self.person, locale=self.locale)
        return pages.order_by("-first_published_at")
