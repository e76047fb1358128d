"""Conditional requests, and what may be kept by whom."""

from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Site

from tests.cms.api.factories import api_key, change, document, group

ADDRESSES = ["documents/", "articles/", "articles/?count=exact", "changes/", "schema/", ""]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_held_is_not_sent_again(client: Client, address: str) -> None:
    """The ETag of an answer gets a 304 without a body, also when a proxy has weakened it."""
    document()
    change()
    held = client.get(f"/api/v1/{address}")["ETag"]
    for tag in (held, f"W/{held}", f'"other", {held}', "*"):
        answer = client.get(f"/api/v1/{address}", headers={"if-none-match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == held
    assert client.get(f"/api/v1/{address}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_list_has_a_new_etag_after_every_difference(client: Client) -> None:
    """The ETag of a list changes with its documents, its neighbours and its count."""
    stored = document()
    tags = {client.get("/api/v1/articles/?count=exact")["ETag"]}
    stored.etag = "digest-2"
    stored.save()
    tags.add(client.get("/api/v1/articles/?count=exact")["ETag"])
    document(type="points")
    tags.add(client.get("/api/v1/documents/?limit=1&count=exact")["ETag"])
    document(type="points")
    tags.add(client.get("/api/v1/documents/?limit=1&count=exact")["ETag"])
    assert len(tags) == 4


@pytest.mark.parametrize("address", ["documents/", "documents/{}/", "articles/{}/", "changes/"])
def test_what_is_read_with_an_audience_is_never_kept(client: Client, address: str) -> None:
    """An answer to somebody who may read more than strangers is private, even where its content is public."""
    uid = document().uid
    _, shown = api_key(group())
    answer = client.get(f"/api/v1/{address.format(uid)}", headers=shown)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Surrogate-Key" not in answer


@pytest.mark.parametrize(
    "address", ["", "documents/", "documents/{}/", "site/", "locales/", "changes/", "nowhere/", "docs/../schema/?x=1"]
)
def test_every_answer_varies_on_who_asks_and_on_nothing_else(client: Client, address: str) -> None:
    """Found or not, understood or not: caches keep answers apart by caller, not by language or cookie."""
    answer = client.get(f"/api/v1/{address.format(document().uid)}", headers={"accept-language": "de"})
    assert answer["Vary"] == "Authorization, X-Session-Token"


def test_the_changes_feed_is_checked_at_every_look(client: Client) -> None:
    """A reader whom a webhook has woken never gets a cached "nothing new"."""
    assert client.get("/api/v1/changes/")["Cache-Control"] == "public, no-cache"


def test_a_cookie_never_elevates(client: Client, django_user_model: Any) -> None:
    """A signed-in superuser's browser reads what strangers read."""
    client.force_login(django_user_model.objects.create_superuser("chief", password="secret"))
    hidden = document(audience=f"group:{group().pk}")
    assert client.get(f"/api/v1/documents/{hidden.uid}/").status_code == 404
    assert "Cookie" not in client.get("/api/v1/documents/")["Vary"]


@pytest.mark.parametrize("address", ["", "documents/", "documents/{}/", "documents/by-path/?path=/a/", "changes/"])
def test_head_and_options_work_everywhere(client: Client, address: str) -> None:
    """HEAD has the headers of GET and no body; OPTIONS names the methods."""
    address = f"/api/v1/{address.format(document(path='/a/').uid)}"
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get(address)["ETag"]
    options = client.options(address)
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


@override_settings(API_SITE_MEMORY_SECONDS=3600)
@pytest.mark.parametrize("address", ["site/", "locales/", "menus/main/", "redirects/?path=/old/"])
def test_what_a_front_end_needs_besides_pages_takes_one_query(
    client: Client, django_assert_num_queries: Any, address: str
) -> None:
    """Each of its addresses is answered, and compared with what is held, by one question to the database."""
    document(kind="site", type="site", object_id=str(Site.objects.get().pk))
    document(kind="menu", type="menus", path="/menus/main/")
    document(kind="redirect", type="redirects", path="/old")
    held = client.get(f"/api/v1/{address}")["ETag"]  # the site at this host is remembered from here on
    for headers, status in (({}, 200), ({"if-none-match": held}, 304)):
        with django_assert_num_queries(1):
            assert client.get(f"/api/v1/{address}", headers=headers).status_code == status


@override_settings(API_SITE_MEMORY_SECONDS=3600)
def test_reading_takes_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    """A detail and a 304 take one query, a list one, counted or of changes two; a key takes one more."""
    stored = document(facets={"tag": ["rest"]})
    change(stored.uid)
    _, shown = api_key(group(), last_used_at=timezone.now())
    address = f"/api/v1/documents/{stored.uid}/"
    client.get(address)  # the site at this host is remembered from here on
    with django_assert_num_queries(1):
        client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": f'"{stored.etag}"'}).status_code == 304
    with django_assert_num_queries(1):
        client.get("/api/v1/articles/?tag=rest")
    with django_assert_num_queries(2):
        client.get("/api/v1/articles/?count=exact")
    with django_assert_num_queries(2):
        client.get("/api/v1/changes/")
    with django_assert_num_queries(2):
        client.get(address, headers=shown)
