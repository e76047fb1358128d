"""A test that commits leaves nothing behind, and takes nothing away."""

import pytest
from wagtail.models import Page, Site

from tests.cms.content import article, published
from tests.emptying import Beginning


@pytest.mark.django_db(transaction=True)
def test_everything_is_as_the_migrations_have_made_it() -> None:
    """What was added is gone, and what was deleted or changed is there again."""
    beginning = Beginning()
    published(article())
    Page.objects.filter(depth=2).first().delete()
    Site.objects.update(hostname="elsewhere.example.org")
    beginning.restore()
    assert as_they_are(Beginning()) == as_they_are(beginning)
    assert beginning.rows["wagtailcore_site"]


def as_they_are(found: Beginning) -> dict[str, list[str]]:
    """The rows of each table, in whatever order the database gives them."""
    return {table: sorted(map(repr, rows)) for table, rows in found.rows.items()}
