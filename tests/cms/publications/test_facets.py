"""What lists can be filtered by tells nothing of pages that the reader may not see."""

import pytest
from django.core.management import call_command

from cms.articles.models import ArticlePage, ArticlePoint
from cms.publications.models import Change, Document
from tests.cms import content
from tests.flows.publishing.world import build, gate, published

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hidden_point_is_no_facet_of_a_public_article() -> None:
    """Gating a point takes its code from the facets of the articles about it."""
    world = build()
    point = world.articles.add_child(instance=content.point())
    article = ArticlePage.objects.get(pk=world.two.pk)
    article.related_points.add(ArticlePoint(point=point))
    published(article)
    assert facets(article) == [point.code]
    gate(point, world.group_a)
    call_command("reconcile_publications", verbosity=0)
    assert facets(article) == []


def test_changes_remember_under_which_lists_an_object_was_shown() -> None:
    """What left a list is known after it has left, also when the object is withdrawn altogether."""
    article = build().two
    for tags in (["neck"], ["back"]):
        article.tags.set(tags)
        published(article)
    article.unpublish()
    call_command("reconcile_publications", verbosity=0)
    said = Change.objects.filter(kind="page", object_id=str(article.pk)).order_by("sequence")
    assert [change.facets["tag"] for change in said][-3:] == [["neck"], ["back"], ["back"]]


def facets(article: ArticlePage) -> list[str]:
    document = Document.objects.get(kind="page", object_id=str(article.pk))
    return list(document.facet_rows.filter(name="point").values_list("value", flat=True))
