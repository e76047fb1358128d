from collections import Counter

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail.rich_text.rewriters import LinkRewriter

from cms.articles.models import ArticlePage
from cms.core.api_fields import facet_values, object_schema, present
from cms.core.claims import claims_of
from cms.core.content_types import content_types, listed_snippets
from cms.core.models import ContentPage, Person
from cms.demo import source
from cms.demo.loader import load_demo
from cms.home.models import HomePage
from cms.points.models import PointPage
from cms.publications.identity import page_uid
from tests.cms.rendering import PlainRendering, assert_fits

EXPECTED = {
    "home.HomePage": 1,
    "points.PointIndexPage": 1,
    "points.PointPage": 35,
    "research.ResearchIndexPage": 1,
    "research.ResearchSummaryPage": 3,
    "articles.ArticleIndexPage": 1,
    "articles.ArticlePage": 2,
}
pytestmark = pytest.mark.xdist_group("demo")


def every_page() -> list[ContentPage]:
    return [page for model in content_types() for page in model.objects.live()]


class TestDemonstration(TestCase):
    """A class, so that Django loads the demonstration once for all tests of it."""

    told: list[str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.told = []
        assert load_demo(cls.told.append) is True

    def test_the_tree_is_complete(self) -> None:
        """Everything stands live under the home page of the default site, and each page was told of."""
        root = Site.objects.get(is_default_site=True).root_page
        assert root.specific == HomePage.objects.get()
        pages = every_page()
        assert len(pages) == Page.objects.live().descendant_of(root, inclusive=True).count()
        assert Counter(type(page)._meta.label for page in pages) == EXPECTED
        assert {f"  {page.title}" for page in pages} <= set(self.told)
        assert not Page.objects.filter(title__startswith="Welcome").exists()

    def test_every_page_and_snippet_fits_its_schema(self) -> None:
        """Each presents itself as its type's schema says, with facets in their vocabulary."""
        for page in every_page():
            assert_fits(present(page, page.api_fields, PlainRendering()), object_schema(page.api_fields))
            values = facet_values(page, page.facets, PlainRendering())
            assert all(facet.choices is None or facet.choices.issuperset(values[facet.name]) for facet in page.facets)
        for model in listed_snippets():
            for row in model.objects.all():
                assert_fits(present(row, row.api_fields, PlainRendering()), object_schema(row.api_fields))

    def test_every_page_was_published_as_an_editor_would(self) -> None:
        """Each page has a live revision, no unpublished change, follows every rule, and makes no claim."""
        for page in every_page():
            assert page.live_revision is not None
            assert not page.has_unpublished_changes
            page.full_clean()
            assert not claims_of(page)

    def test_every_page_says_that_it_is_no_advice(self) -> None:
        """No page of the demonstration can be taken for medical advice, and each says when it was checked."""
        for page in every_page():
            assert page.disclaimer.startswith("Demonstration content, not medical advice.")
            assert page.reviewed_on
            assert page.next_review_on

    def test_pages_and_snippets_have_the_same_uid_everywhere(self) -> None:
        """What keeps an identity has it from its name, not from the installation."""
        point = PointPage.objects.get(slug="bl23")
        assert str(page_uid(point)) == "b5f52fca-9b69-56b7-919c-913b77ea4a03"
        assert str(Person.objects.get(slug="mira-halden").uid) == "ac829375-1a95-559e-a777-0312c8fc682c"

    def test_every_page_can_be_opened(self) -> None:
        """The plain page of each answers; nobody is turned away from what is public."""
        for page in every_page():
            assert self.client.get(page.url).status_code == 200, page.url

    def test_the_home_page_says_what_it_is(self) -> None:
        """The warning stands where nobody overlooks it."""
        assert "Demonstration content, not medical advice" in self.client.get("/").content.decode()

    def test_a_second_run_changes_nothing(self) -> None:
        """Running the command again saves no revision and keeps what an editor has changed or deleted since."""
        article = ArticlePage.objects.get(slug="what-studies-show")
        article.title = "Changed by an editor"
        article.save_revision().publish()
        PointPage.objects.get(slug="sp6").delete()
        revisions, pages = Revision.objects.count(), set(Page.objects.values_list("pk", "title", "latest_revision"))
        call_command("load_demo", verbosity=0)
        assert Revision.objects.count() == revisions
        assert set(Page.objects.values_list("pk", "title", "latest_revision")) == pages

    def test_links_in_the_text_lead_to_pages(self) -> None:
        """Every page that a text names was there when the text was loaded."""
        linked = {int(pk) for page in every_page() for pk in page_links(page)}
        assert linked
        assert set(Page.objects.live().filter(pk__in=linked).values_list("pk", flat=True)) == linked

    def test_every_picture_is_described(self) -> None:
        """Points have drawings that stay sharp, what channels share has pixels, and each says what it shows."""
        points = list(PointPage.objects.select_related("drawing", "image"))
        assert all(point.drawing.is_svg() and not point.image.is_svg() for point in points)
        assert all(point.drawing_alt.startswith("Drawing of") for point in points)
        assert not [page for page in every_page() if page.image and (page.image.is_svg() or not page.image_alt)]
        assert not get_image_model().objects.exclude(title__startswith="Drawing of").exists()

    def test_the_indexes_know_the_pages(self) -> None:
        """Search finds what was loaded, and Wagtail knows what refers to what."""
        assert PointPage.objects.get(slug="bl23") in PointPage.objects.search("Shenshu")
        drawing = PointPage.objects.get(slug="bl23").drawing
        assert ReferenceIndex.get_references_to(drawing).exists()


def page_links(page: ContentPage) -> list[str]:
    """The keys of the pages that the rich text of a page links to."""
    found: list[str] = []

    def note(attrs: dict[str, str]) -> str:
        found.append(attrs["id"])
        return "<a>"

    for field in page._meta.get_fields():
        if hasattr(field, "get_prep_value") and hasattr(page, field.attname):
            LinkRewriter({"page": note})(str(field.get_prep_value(getattr(page, field.attname))).replace('\\"', '"'))
    return found


@pytest.mark.django_db
def test_it_loads_all_or_nothing() -> None:
    """What fails on the way leaves nothing behind."""

    def tell(line: str) -> None:
        if line == "Points":
            raise RuntimeError

    with pytest.raises(RuntimeError):
        load_demo(tell)
    assert not HomePage.objects.exists()
    assert not Person.objects.exists()
    assert not Group.objects.filter(name=source.read("site")["members"]).exists()
