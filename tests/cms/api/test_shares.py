"""Where a document was posted, for whoever may read it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from integrations.models import Delivery, Destination
from tests.cms.api.factories import SPRING, api_key, change, document, group
from tests.cms.api.test_openapi import answer_schema, valid

ADDRESS = "/api/v1/documents/{}/shares/"
URL = "https://x.com/i/web/status/1"


def posted(uid: UUID) -> UUID:
    """A post about a document that stands on X; returns the document's uid."""
    account = Destination.objects.create(name="Our account", channel="x")
    sent: dict[str, Any] = {"state": "sent", "due_at": SPRING, "created_at": SPRING, "ended_at": SPRING}
    Delivery.objects.create(destination=account, change=change(uid), remote_url=URL, **sent)
    return uid


def test_the_posts_of_an_open_page_are_listed(client: Client) -> None:
    """A stranger finds each post with its channel, account, link and time, as the description says."""
    uid = posted(document().uid)
    answer = client.get(ADDRESS.format(uid))
    told = {"channel": "x", "account": "Our account", "url": URL, "posted_at": "2026-03-01T12:00:00+00:00"}
    assert answer.json() == {"items": [told]}
    valid(answer.json(), answer_schema("/api/v1/documents/{uid}/shares/"))
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert answer["Surrogate-Key"] == f"doc-{uid}"


def test_a_page_without_posts_has_an_empty_list(client: Client) -> None:
    """Never posted is an answer, not an error."""
    assert client.get(ADDRESS.format(document().uid)).json() == {"items": []}


@pytest.mark.parametrize("access", ["full", "teaser"])
def test_only_who_may_read_all_of_it_finds_them(client: Client, access: str) -> None:
    """Of a gated page a stranger learns nothing, teaser or not; a member sees where it had been posted."""
    members = group()
    gated = document(audience=f"group:{members.pk}")
    if access == "teaser":
        document(uid=gated.uid, access="teaser")
    posted(gated.uid)
    stranger = client.get(ADDRESS.format(gated.uid))
    assert (stranger.status_code, stranger.content) == (404, client.get(ADDRESS.format(uuid4())).content)
    answer = client.get(ADDRESS.format(gated.uid), headers=api_key(members)[1])
    assert [post["url"] for post in answer.json()["items"]] == [URL]
    assert answer["Cache-Control"] == "private, no-store"


def test_another_site_has_no_such_address(client: Client) -> None:
    """The posts belong to the document's site, like the document."""
    site = Site.objects.create(hostname="www.example.org", root_page=Page.objects.get(depth=1))
    address = ADDRESS.format(document(site=site).uid)
    assert client.get(address).status_code == 404
    assert client.get(address, {"site": "www.example.org"}).status_code == 200


def test_what_is_held_is_sent_again_only_after_a_change(client: Client) -> None:
    """The ETag gets a 304 until another post is there."""
    address = ADDRESS.format(stored := document().uid)
    held = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": held}).status_code == 304
    posted(stored)
    assert client.get(address, headers={"if-none-match": held}).status_code == 200


def test_it_takes_two_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """One asks the gate, one the deliveries; the site at the host is remembered in production."""
    address = ADDRESS.format(posted(document().uid))
    with django_assert_num_queries(3):
        client.get(address)
