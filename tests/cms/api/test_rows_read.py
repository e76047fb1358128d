"""What one draft takes is the same however many pages there are: PostgreSQL tells how many rows it reads."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cms.api.callers import Scope
from cms.api.preview_links import token_for
from cms.publications.identity import page_uid
from cms.publications.models import Document
from tests.bench.scale.content import Copy, Template, publish
from tests.bench.scale.words import texts
from tests.cms.api.factories import api_key, group
from tests.cms.content import article, published
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.only_on("postgresql")

MANY, FEW = 1000, 50
TABLES = ["wagtailcore_page", "publications_document"]
ROWS_READ = """
    SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
    FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)
"""


@pytest.fixture
def page() -> Page:
    """An edited article among a thousand others, all of them below a page for members."""
    page = published(article())
    gate(page.get_parent(), group())
    call_command("reconcile_publications", verbosity=0)
    template = Template(Document.objects.get(uid=page_uid(page)))
    publish([Copy(n, template, text, "group:0") for n, text in enumerate(texts(MANY), 1)])
    page.title = "Edited"
    page.save_revision(clean=False)
    know_all()
    return page


@pytest.fixture
def key() -> dict[str, str]:
    """The headers of a member's key that may see drafts."""
    return api_key(group(), scopes=list(Scope.values))[1]


def know_all() -> None:
    """Let PostgreSQL look at what there is, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def rows_read() -> int:
    """How many rows of pages and documents this transaction has read."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS_READ, [TABLES])
        return int(cursor.fetchone()[0])


def rows_read_for(client: Client, address: str, key: dict[str, str], status: int = 200) -> int:
    before = rows_read()
    answer = client.get(f"/api/v1/{address}", headers=key)
    assert answer.status_code == status, answer.content
    return rows_read() - before


def test_a_preview(client: Client, page: Page, key: dict[str, str]) -> None:
    """Who may read a page is found without a look at all others, though many are closed."""
    editor: Any = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    assert rows_read_for(client, f"preview/{token_for(page, editor)}/", key) < FEW


def test_drafts_for_a_key(client: Client, page: Page, key: dict[str, str]) -> None:
    """By its id, by its path and on the first page of a list."""
    assert rows_read_for(client, f"documents/{page_uid(page)}/?version=draft", key) < FEW
    assert rows_read_for(client, f"documents/by-path/?version=draft&path={page.url}", key) < FEW
    assert rows_read_for(client, "articles/?version=draft&limit=5", key) < FEW


def test_a_draft_that_is_nowhere(client: Client, page: Page, key: dict[str, str]) -> None:
    """Of all pages, only those that are not published or were edited since can be meant."""
    assert rows_read_for(client, f"documents/{uuid4()}/?version=draft", key, 404) < FEW
    assert rows_read_for(client, f"documents/by-path/?version=draft&path=/{uuid4()}/", key, 404) < FEW


def test_a_list_by_title(client: Client, page: Page) -> None:
    """What has another type than the list is not read, though it stands between in the order of titles."""
    Document.objects.filter(path__endswith="7/").update(type="points")
    know_all()
    assert rows_read_for(client, "points/?order=title", {}) < FEW
