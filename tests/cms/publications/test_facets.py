"""What lists can be filtered by tells nothing of pages that the reader may not see."""

import pytest
from django.core.management import call_command

from cms.articles.models import ArticlePage, ArticlePoint
from cms.publications.audiences import PUBLIC
from cms.publications.facets import store_facets
from cms.publications.models import Change, Document
from tests.cms import content
from tests.cms.api.factories import SPRING, document
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


def test_rows_of_facets_have_what_lists_are_ordered_by() -> None:
    """What is told of a document's type and time stands in its rows too; rows that are right are left alone."""
    told = {"type": "points", "published_at": SPRING}
    stored = document(facets={"tag": ["neck", "back"]})
    kept = list(stored.facet_rows.values_list("pk", flat=True))
    store_facets(stored)
    assert list(stored.facet_rows.values_list("pk", flat=True)) == kept
    for column, value in told.items():
        setattr(stored, column, value)
    store_facets(stored)
    rows = stored.facet_rows.order_by("value").values("value", "audience", *told)
    assert list(rows) == [{"value": value, "audience": PUBLIC, **told} for value in ("back", "neck")]


def facets(article: ArticlePage) -> list[str]:
    document = Document.objects.get(kind="page", object_id=str(article.pk))
    return list(document.facet_rows.filter(name="point").values_list("value", flat=True))
