"""What channels may post."""

import pytest

from cms.publications.models import Document
from tests.flows.publishing.world import build

pytestmark = pytest.mark.django_db(transaction=True)


def test_content_is_announced_and_lists_of_it_are_not() -> None:
    """The home page and the index pages are published like any page, but nobody posts them."""
    build()
    pages = Document.objects.filter(kind="page")
    assert {page.title for page in pages if page.share} == {"One", "Two", "Old"}
    assert {page.title for page in pages if not page.share} == {"Home", "Articles", "Archive"}
