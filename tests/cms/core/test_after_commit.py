"""Wagtail's tasks wait until what was saved is there for everybody."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from wagtail.search.models import IndexEntry

from cms.articles.models import ArticlePage
from tests.flows.publishing.world import build

pytestmark = pytest.mark.django_db(transaction=True)


def entry(page: ArticlePage) -> Any:
    """What the search index has of a page."""
    return IndexEntry.objects.filter(object_id=str(page.pk), content_type__model="articlepage")


def test_the_index_follows_the_commit() -> None:
    """Within the transaction the index is as it was, afterwards it has the page."""
    page = build().one
    entry(page).delete()
    with transaction.atomic():
        page.save()
        assert not entry(page).exists()
    assert entry(page).exists()


def test_what_is_rolled_back_is_not_indexed() -> None:
    """A save that did not happen leaves no trace in the index."""
    page = build().one
    entry(page).delete()
    with suppress(InterruptedError), transaction.atomic():  # what undoes the save, and nothing else
        page.save()
        raise InterruptedError
    assert not entry(page).exists()


@pytest.mark.only_on("postgresql")
def test_two_editors_publish_at_the_same_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both succeed: neither holds rows of the index that the other one waits for.

    PostgreSQL's index writes the row of a page and then the weights of all rows that have none yet.
    """
    from modelsearch.backends.database.postgres.postgres import PostgresIndex

    both_have_written, weigh = threading.Barrier(2), PostgresIndex._refresh_title_norms

    def meet_and_weigh(index: Any, full: bool = False) -> None:
        with suppress(threading.BrokenBarrierError):
            both_have_written.wait(timeout=5)
        weigh(index, full)

    world = build()
    IndexEntry.objects.update(title_norm=1.0)
    monkeypatch.setattr(PostgresIndex, "_refresh_title_norms", meet_and_weigh)

    def save(page: ArticlePage) -> str:
        try:
            with transaction.atomic():
                page.save()
                return str(ArticlePage.objects.get(pk=page.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(save, [world.one, world.two])) == ["One", "Two"]
