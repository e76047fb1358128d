"""What Meridian is measured against answers with the same content."""

from typing import Any

import pytest
from django.test import Client

from cms.core.models import Authorship
from cms.publications.reconcile import reconcile_pending
from tests.bench.comparisons import stock_list
from tests.cms import content

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bench.urls")]


@pytest.fixture
def article() -> Any:
    page = content.article(title="Pressing points")
    page.tags.add("Rest")
    page.authorships = [Authorship(person=content.person(name="Ada"))]
    published = content.published(page)
    reconcile_pending()
    return published


def test_the_stock_api_has_our_fields(client: Client, article: Any) -> None:
    """A detail of API v2 holds the text, the authors and the tags, as a document does."""
    detail = client.get(f"/bench/v2/articles/{article.pk}/").json()
    assert detail["body"][0]["value"] == "<p>At length.</p>"
    assert [author["name"] for author in detail["authors"]] == ["Ada"]
    assert detail["tags"] == ["Rest"]


@pytest.mark.parametrize("tag, found", [("rest", ["Pressing points"]), ("walk", [])])
def test_the_stock_api_filters_by_tag(client: Client, article: Any, tag: str, found: list[str]) -> None:
    """The list that is measured holds the pages with a tag, and no others."""
    answer = client.get(stock_list(20, 0, tag=tag))
    assert [item["title"] for item in answer.json()["items"]] == found


def test_the_bare_view_has_our_bytes(client: Client, article: Any) -> None:
    """The fastest view that is possible sends what the API sends."""
    [item] = client.get("/api/v1/articles/?tag=rest").json()["items"]
    ours = client.get(f"/api/v1/articles/{item['id']}/")
    assert client.get(f"/bench/bare/{item['id']}/").content == ours.content
