import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.articles.models import ArticlePage, ArticlePoint, ArticleStudy
from cms.core.api_fields import facet_values, present
from cms.core.models import Authorship
from tests.cms.conditions.factories import condition, hub
from tests.cms.content import article, person, point, published, research_summary
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering

pytestmark = pytest.mark.django_db


def test_points_and_studies_are_linked_in_the_editors_order() -> None:
    """Related pages are stubs; those that the audience may not see are absent."""
    points, study = [published(point(code=code)) for code in ("BL60", "BL23")], published(research_summary())
    page = article()
    page.related_points = [ArticlePoint(point=one) for one in points]
    page.related_studies = [ArticleStudy(study=study)]
    page = published(page)
    value = present(page, ArticlePage.api_fields, PlainRendering(hidden=[study.page_ptr]))
    assert [stub["title"] for stub in value["points"]] == [one.title for one in points]
    assert value["studies"] == []


def test_the_same_point_is_refused_twice() -> None:
    """An article names no point twice."""
    one = published(point())
    page = article()
    page.related_points = [ArticlePoint(point=one), ArticlePoint(point=one)]
    with pytest.raises(ValidationError, match="twice among the points"):
        published(page)


def test_an_article_is_found_by_tag_author_and_point() -> None:
    """Facets hold the tag's slug, the author's slug and the point's code."""
    page = article()
    page.tags.add("Back pain")
    page.authorships = [Authorship(person=person(name="Ann Lee"))]
    page.related_points = [ArticlePoint(point=published(point()))]
    assert facet_values(published(page), ArticlePage.facets, PlainRendering()) == {
        "tag": ["back-pain"],
        "author": ["ann-lee"],
        "condition": [],
        "point": ["BL40"],
        "modality": [],
    }


def test_an_article_belongs_to_a_hub() -> None:
    """The hub is a stub, its condition a facet; readers who may not know of the hub learn neither."""
    about = hub(condition=condition(slug="back-pain")).page
    page = published(article(hub=about))
    assert present(page, ArticlePage.api_fields, PlainRendering())["hub"]["title"] == about.title
    assert facet_values(page, ArticlePage.facets, PlainRendering())["condition"] == ["back-pain"]
    hidden = PlainRendering(hidden=[about])
    assert present(page, ArticlePage.api_fields, hidden)["hub"] is None
    assert facet_values(page, ArticlePage.facets, hidden)["condition"] == []


def test_an_article_outlives_its_hub() -> None:
    """Once the hub is deleted, the article stands without one."""
    about = hub().page
    page = published(article(hub=about))
    about.delete()
    page = ArticlePage.objects.get(pk=page.pk)
    assert present(page, ArticlePage.api_fields, PlainRendering())["hub"] is None
    assert page.latest_revision.as_object().hub is None


def test_a_deleted_point_leaves_the_article() -> None:
    """Deleting a point takes the article's row along."""
    one, page = published(point()), article()
    page.related_points = [ArticlePoint(point=one)]
    page = published(page)
    one.delete()
    assert present(page, ArticlePage.api_fields, PlainRendering())["points"] == []


@pytest.mark.parametrize("about, indirect", [("self_acupressure", ["Needles"]), ("acupuncture", ["Fingers"]), ("", [])])
def test_evidence_for_another_treatment_is_indirect(about: str, indirect: list[str], client: Client) -> None:
    """An article about one treatment says which of its studies tested another; one about none says nothing."""
    page = article(modality=about)
    page.related_studies = [
        ArticleStudy(study=published(research_summary(title=title, modality=modality)))
        for title, modality in (("Needles", "acupuncture"), ("Fingers", "self_acupressure"))
    ]
    page = published(page)
    value = present(page, ArticlePage.api_fields, PlainRendering())
    assert [stub["title"] for stub in value["indirect_studies"]] == indirect
    assert ("Studies of another treatment" in plain(client, page).text) == bool(indirect)
