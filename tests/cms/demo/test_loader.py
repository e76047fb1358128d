import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Revision, Site

from cms.articles.models import ArticlePage
from cms.core.api_fields import facet_values, object_schema, present
from cms.core.content_types import content_types, listed_snippets
from cms.core.models import ContentPage
from cms.demo.loader import load_demo
from cms.home.models import HomePage
from cms.points.models import PointPage
from cms.research.models import ResearchSummaryPage
from cms.users.models import User
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo() -> list[str]:
    """The demonstration, loaded; what the loader told."""
    told: list[str] = []
    assert load_demo(told.append) is True
    return told


def every_page() -> list[ContentPage]:
    return [page for model in content_types() for page in model.objects.live()]


def test_the_tree_is_complete(demo: list[str]) -> None:
    """Three articles, three studies and six points stand live under the home page of the default site."""
    root = Site.objects.get(is_default_site=True).root_page
    assert root.specific == HomePage.objects.get()
    counts = [
        model.objects.live().descendant_of(root).count() for model in (ArticlePage, ResearchSummaryPage, PointPage)
    ]
    assert counts == [3, 3, 6]
    assert len(demo) == 13
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_every_page_and_snippet_fits_its_schema() -> None:
    """Everything in the demonstration presents itself as its type's schema says, with facets in their vocabulary."""
    for page in every_page():
        assert_fits(present(page, page.api_fields, PlainRendering()), object_schema(page.api_fields))
        values = facet_values(page, page.facets, PlainRendering())
        assert all(facet.choices is None or facet.choices.issuperset(values[facet.name]) for facet in page.facets)
    for model in listed_snippets():
        for row in model.objects.all():
            assert_fits(present(row, row.api_fields, PlainRendering()), object_schema(row.api_fields))


def test_every_page_was_published_as_an_editor_would() -> None:
    """Each page has a live revision, no unpublished change, and follows every rule."""
    for page in every_page():
        assert page.live_revision is not None
        assert not page.has_unpublished_changes
        page.full_clean()


def test_one_article_is_for_members(client: Client) -> None:
    """A stranger is sent away from it, a member reads it; every other page is open."""
    closed = [page for page in every_page() if client.get(page.url).status_code != 200]
    assert [page.slug for page in closed] == ["a-first-session"]
    assert closed[0].teaser
    member = User.objects.create_user("member")
    member.groups.add(Group.objects.get(name="Members"))
    client.force_login(member)
    assert "In this order" in client.get(closed[0].url).content.decode()


def test_the_home_page_says_what_it_is(client: Client) -> None:
    """The warning stands where nobody overlooks it, and does not name the page for members."""
    html = client.get("/").content.decode()
    assert "Demonstration content, not medical advice" in html
    assert "A first session" not in html


def test_a_second_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Running the command again saves no revision and keeps what an editor has changed or deleted since."""
    article = ArticlePage.objects.get(slug="what-studies-show")
    article.title = "Changed by an editor"
    article.save_revision().publish()
    PointPage.objects.get(slug="si3").delete()
    revisions, pages = Revision.objects.count(), set(Page.objects.values_list("pk", "title", "latest_revision"))
    call_command("load_demo")
    assert Revision.objects.count() == revisions
    assert set(Page.objects.values_list("pk", "title", "latest_revision")) == pages
    assert "nothing was changed" in capsys.readouterr().out


def test_links_in_the_text_lead_to_pages() -> None:
    """No name of a page was left unresolved, and every linked page exists."""
    for page in every_page():
        source = str(page.body.get_prep_value()) if hasattr(page, "body") else ""
        assert "{page:" not in source
        ids = {int(part.split('"')[0]) for part in source.split('linktype="page" id="')[1:]}
        assert Page.objects.filter(pk__in=ids).count() == len(ids)


def test_every_point_has_a_drawing_with_its_text() -> None:
    """Six drawings were made, each with a description."""
    for page in PointPage.objects.all():
        assert (page.drawing.width, page.drawing.height) == (800, 800)
        assert page.drawing_alt.startswith("Drawing of")
