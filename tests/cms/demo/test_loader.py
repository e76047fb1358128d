from collections import Counter
from itertools import chain
from operator import mul
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from django.utils.html import escape
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail.rich_text.rewriters import LinkRewriter

from cms.articles.models import ArticlePage
from cms.conditions.care import CarePage
from cms.conditions.vocabulary import Kind, Laterality
from cms.core.api_fields import Json, facet_values, object_schema, present
from cms.core.claims import claims_of
from cms.core.content_types import content_types, listed_snippets
from cms.core.models import ContentPage, HealthClaim, Person
from cms.core.models.health_claims import ClaimStatus
from cms.core.vocabulary import Modality
from cms.demo import source
from cms.demo.loader import load_demo
from cms.home.models import HomePage
from cms.navigation.models import Menu
from cms.points.models import CautionRule, PointPage
from cms.publications.audiences import PUBLIC
from cms.publications.dates import dated
from cms.publications.documents import render
from cms.publications.identity import page_uid
from cms.research.models import ResearchSummaryPage
from cms.users.models import User
from tests.cms.rendering import PlainRendering, assert_fits
from tests.schema_org import faults

EXPECTED = {
    "home.HomePage": 1,
    "home.ContactPage": 1,
    "home.HowToPage": 1,
    "home.HistoryPage": 1,
    "home.DisclaimerPage": 1,
    "home.OrderPage": 1,
    "home.StandardPage": 1,
    "conditions.SymptomIndexPage": 1,
    "conditions.ConditionPage": 1,
    "conditions.RegionPage": 3,
    "conditions.PainTypePage": 1,
    "points.PointIndexPage": 1,
    "points.PointPage": 35,
    "research.ResearchIndexPage": 1,
    "research.ResearchSummaryPage": 7,
    "articles.ArticleIndexPage": 1,
    "articles.ArticlePage": 4,
    "articles.BlogIndexPage": 1,
    "articles.BlogPostPage": 3,
    "articles.AuthorIndexPage": 1,
    "articles.AuthorPage": 2,
    "catalogue.BookIndexPage": 1,
    "catalogue.BookPage": 3,
    "catalogue.ProductIndexPage": 1,
    "catalogue.ProductPage": 2,
    "catalogue.BestSellersPage": 2,
}
GENERAL = ["BL23", "BL40", "BL60", "GB34", "SI3", "ASHI"]
SPECIFIC = {
    "back-pain": [],
    "high-back": ["GB21", "BL11", "SI11"],
    "mid-back": ["BL17", "BL15", "GV9"],
    "low-back": ["BL25", "GV4", "BL57"],
    "sciatica": ["GB30", "BL54", "BL57"],
}
pytestmark = pytest.mark.xdist_group("demo")


class AddressRendering(PlainRendering):
    """A plain rendering whose links have addresses, as menus need them."""

    def link(self, page: Any) -> Json | None:
        return {**(super().link(page) or {}), "url": "https://www.example.org/"}


def every_page() -> list[ContentPage]:
    return [page for model in content_types() for page in model.objects.live()]


def care_pages() -> list[Any]:
    """The hub and the pages below it."""
    return [page for page in every_page() if isinstance(page, CarePage)]


@pytest.mark.only_on("sqlite")  # on PostgreSQL the round trip to another installation loads it
class TestDemonstration(TestCase):
    """A class, so that Django loads the demonstration once for all tests of it."""

    told: list[str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.told = []
        with cls.captureOnCommitCallbacks(execute=True):
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
            assert_fits(present(page, page.api_fields, AddressRendering()), object_schema(page.api_fields))
            values = facet_values(page, page.facets, AddressRendering())
            assert all(facet.choices is None or facet.choices.issuperset(values[facet.name]) for facet in page.facets)
        for model in listed_snippets():
            for row in model.objects.all():
                assert_fits(present(row, row.api_fields, AddressRendering()), object_schema(row.api_fields))

    def test_every_page_says_what_it_is_in_schema_orgs_words(self) -> None:
        """No JSON-LD of the demonstration has a type, member or value that the vocabulary does not know."""
        for document in chain.from_iterable(render(page).documents for page in every_page()):
            assert faults(dated(document.content, timezone.now())["schema_org"]["@graph"]) == [], document.path

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

    def test_the_hub_and_one_post_are_for_members(self) -> None:
        """Strangers read every other page, members read these too."""
        call_command("reconcile_publications", verbosity=0)
        closed = [page for page in every_page() if not self.reads(page)]
        assert {page.slug for page in closed} == {*SPECIFIC, "first-week"}
        member = User.objects.create_user("member")
        member.groups.add(Group.objects.get(name="Members"))
        self.client.force_login(member)
        assert all(self.reads(page) for page in closed)

    def reads(self, page: ContentPage) -> bool:
        """Whether the plain page shows more than its teaser."""
        return escape(page.summary) in self.client.get(page.url).content.decode()

    def test_strangers_read_of_the_hub_when_to_get_help_and_no_protocol(self) -> None:
        """The public document of each page has its red flags and its code, and besides only what its teaser says."""
        for page in care_pages():
            [public] = [document for document in render(page).documents if document.audience == PUBLIC]
            assert public.content.keys() - {"code"} == {"title", "teaser", "red_flags", "schema_org", "seo"}
            assert public.content.get("code") == getattr(page, "code", None)
            assert public.content["red_flags"][0]["value"]["level"] == "emergency"

    def test_points_are_the_general_ones_and_then_those_of_the_page(self) -> None:
        """A point of both sets (GB34 in sciatica) is pressed once, and a session takes no more than 20 minutes."""
        for page in care_pages():
            assert [item.point.code for item in page.points] == [*GENERAL, *SPECIFIC[page.slug]]
            assert {item.protocol.kind for item in page.points[:6]} == {Kind.GENERAL}
            sides = [2 if item.side == Laterality.PAIR else 1 for item in page.points]
            seconds = [item.seconds * item.repetitions for item in page.points]
            assert sum(map(mul, sides, seconds)) <= 20 * 60

    def test_what_was_not_compared_with_the_paper_says_so(self) -> None:
        """Every summary tells what was checked and what was not, and evidence for another practice says so."""
        summaries = ResearchSummaryPage.objects.all()
        assert all(summary.verification_note for summary in summaries)
        assert set(summaries.filter(verified=False).values_list("slug", flat=True)) >= {"xiao", "elkayam-1996"}
        acupuncture = summaries.filter(modality=Modality.ACUPUNCTURE)
        assert all("indirect evidence" in summary.title for summary in acupuncture)

    def test_every_caution_of_a_point_is_explained(self) -> None:
        """Each caution that is ticked somewhere has a rule that says how serious it is."""
        ticked = {flag for point in PointPage.objects.all() for flag in point.caution_flags}
        assert ticked <= set(CautionRule.objects.values_list("caution", flat=True))

    def test_claims_stand_with_what_is_known_of_them(self) -> None:
        """The article on the studies shows every claim, each with its status; none is borne out."""
        [article] = render(ArticlePage.objects.get(slug="what-studies-show")).documents
        [shown] = [block["value"] for block in article.content["body"] if block["type"] == "claims"]
        assert len(shown) == HealthClaim.objects.count()
        assert {claim["status"] for claim in shown} == {*ClaimStatus.values} - {ClaimStatus.SUPPORTED}

    def test_the_menus_lead_to_pages(self) -> None:
        """Both menus have entries, and no entry is lost."""
        documents = [document for menu in Menu.objects.all() for document in render(menu).documents]
        public = {one.path: len(one.content["items"]) for one in documents if one.audience == PUBLIC}
        assert public == {"/menus/main/": 5, "/menus/footer/": 5}

    def test_the_home_page_says_what_it_is(self) -> None:
        """The warning stands where nobody overlooks it."""
        call_command("reconcile_publications", verbosity=0)
        assert "Demonstration content, not medical advice" in self.client.get("/").content.decode()

    def test_a_second_run_changes_nothing(self) -> None:
        """Running the command again saves no revision and keeps what an editor has changed or deleted since."""
        article = ArticlePage.objects.get(slug="what-studies-show")
        article.title = "Changed by an editor"
        article.sign_off()
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
