"""Drafts that are not finished keep to the description, too."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from cms.api.callers import Scope
from cms.api.openapi import description
from cms.api.part_components import PART
from cms.api.preview_links import token_for
from cms.core.content_types import content_types
from cms.publications.identity import page_uid
from tests.cms.api.factories import api_key
from tests.cms.api.test_openapi import valid
from tests.cms.api.unfinished import unfinished_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> list[Page]:
    return list(unfinished_pages())


@pytest.fixture
def key() -> dict[str, str]:
    """The headers of a key that may see drafts."""
    return api_key(scopes=list(Scope.values))[1]


def keeps_to(path: str, answer: Any) -> None:
    """The answer has the media type and the schema that the description names for drafts at a path."""
    assert (answer.status_code, answer["Content-Type"]) == (200, PART), answer.content
    valid(answer.json(), description()["paths"][path]["get"]["responses"]["200"]["content"][PART]["schema"])


def test_a_draft_may_lack_whatever_editors_may_leave_empty(
    client: Client, pages: list[Page], key: dict[str, str]
) -> None:
    """Of every content type: no draft is refused for its gaps, and each keeps to the schema of parts."""
    assert {type(page) for page in pages} == set(content_types())
    for page in pages:
        kind = type(page).api_name
        for name in (kind, "documents"):
            draft = client.get(f"/api/v1/{name}/{page_uid(page)}/?version=draft", headers=key)
            keeps_to(f"/api/v1/{name}/{{uid}}/", draft)
            assert draft.json()["title"] == page.title


def test_a_list_of_drafts_keeps_to_the_schema_of_parts(client: Client, pages: list[Page], key: dict[str, str]) -> None:
    """Of every content type: nothing is left out as unreadable."""
    for name in {type(page).api_name for page in pages}:
        drafts = client.get(f"/api/v1/{name}/?version=draft", headers=key)
        keeps_to(f"/api/v1/{name}/", drafts)
        assert drafts.json()["items"]
        assert drafts.json()["unreadable"] == []


def test_a_preview_keeps_to_the_schema_of_parts(client: Client, pages: list[Page]) -> None:
    """Whoever has the link reads what there is."""
    editor = get_user_model().objects.create_superuser("owner", "owner@example.org", "secret")
    for page in pages:
        keeps_to("/api/v1/preview/{token}/", client.get(f"/api/v1/preview/{token_for(page, editor)}/"))


def test_what_is_not_written_is_missing(client: Client, pages: list[Page], key: dict[str, str]) -> None:
    """It is never null, where null has no meaning: a point has no `sides`, and a heading no `level`."""
    drafts = {
        type(page).__name__: client.get(f"/api/v1/documents/{page_uid(page)}/?version=draft", headers=key).json()
        for page in pages
    }
    assert "sides" not in drafts["PointPage"]
    heading = next(block for block in drafts["ArticlePage"]["body"] if block["type"] == "heading")
    assert heading["value"].keys() == {"id", "text"}
