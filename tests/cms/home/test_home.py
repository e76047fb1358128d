import pytest
from wagtail.models import Page

from cms.articles.models import ArticleIndexPage, ArticlePage
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
        (HomePage, {ArticleIndexPage, ResearchIndexPage, PointIndexPage}),
        (ArticleIndexPage, {ArticlePage}),
        (ResearchIndexPage, {ResearchSummaryPage}),
        (PointIndexPage, {PointPage}),
        (ArticlePage, set()),
    ],
)
def test_every_type_has_its_place_in_the_tree(parent: type[Page], children: set[type[Page]]) -> None:
    """Editors are offered, below each page, the types that belong there and no other."""
    assert {model for model in parent.creatable_subpage_models() if model is not Page} == children


@pytest.mark.django_db
def test_a_home_page_fits_its_schema() -> None:
    """The home page presents itself as its schema says."""
    page = home()
    assert_fits(present(page, HomePage.api_fields, PlainRendering()), object_schema(HomePage.api_fields))
