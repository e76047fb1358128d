import pytest
from wagtail.models import Page

from cms.articles.models import (
    ArticleIndexPage,
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    BlogIndexPage,
    BlogPostPage,
)
from cms.core.api_fields import object_schema, present
from cms.home.models import HomePage
from cms.points.models import PointIndexPage, PointPage
from cms.research.models import ResearchIndexPage, ResearchSummaryPage
from tests.cms.content import home
from tests.cms.rendering import PlainRendering, assert_fits


@pytest.mark.parametrize(
    "parent, children",
    [
        (Page, {HomePage}),
        (ArticleIndexPage, {ArticlePage}),
        (BlogIndexPage, {BlogPostPage}),
        (AuthorIndexPage, {AuthorPage}),
        (ResearchIndexPage, {ResearchSummaryPage}),
        (PointIndexPage, {PointPage}),
        (ArticlePage, set()),
        (BlogPostPage, set()),
        (AuthorPage, set()),
    ],
)
def test_every_type_has_its_place_in_the_tree(parent: type[Page], children: set[type[Page]]) -> None:
    """Editors are offered, below each page, the types that belong there and no other."""
    assert {model for model in parent.creatable_subpage_models() if model is not Page} == children


def test_every_family_begins_below_the_home_page() -> None:
    """Editors are offered the index of each family below the home page, and none of what belongs below an index."""
    offered = set(HomePage.creatable_subpage_models())
    assert {ArticleIndexPage, BlogIndexPage, AuthorIndexPage, ResearchIndexPage, PointIndexPage} <= offered
    assert not offered & {ArticlePage, BlogPostPage, AuthorPage, ResearchSummaryPage, PointPage, HomePage}


@pytest.mark.django_db
def test_a_home_page_fits_its_schema() -> None:
    """The home page presents itself as its schema says."""
    page = home()
    assert_fits(present(page, HomePage.api_fields, PlainRendering()), object_schema(HomePage.api_fields))
