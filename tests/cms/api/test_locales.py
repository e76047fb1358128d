"""The address of the languages in which there is something to read."""

from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from tests.cms.api.factories import api_key, document, group
from tests.cms.api.test_openapi import answer_schema, valid

ADDRESS = "/api/v1/locales/"


def page(locale: str, **given: Any) -> None:
    document(locale=locale, site=Site.objects.get(is_default_site=True), **given)


def codes(client: Client, **headers: str) -> list[str]:
    return [item["code"] for item in client.get(ADDRESS, headers=headers).json()["items"]]


def test_languages_with_pages_are_listed(client: Client) -> None:
    """Each once, in the order of the settings, with its own name; one is where the site begins."""
    for locale in ("nl", "en", "nl"):
        page(locale)
    document(kind="site", type="site", object_id=str(Site.objects.get().pk), locale="nl")
    document(kind="menu", type="menus", locale="de")
    answer = client.get(ADDRESS).json()
    valid(answer, answer_schema(ADDRESS))
    assert answer["items"] == [
        {"code": "en", "name": "English", "default": False},
        {"code": "nl", "name": "Nederlands", "default": True},
    ]


def test_a_language_of_gated_pages_alone_is_for_their_readers(client: Client) -> None:
    """Strangers are not told that there is something in it."""
    members = group()
    page("en")
    page("de", audience=f"group:{members.pk}")
    assert codes(client) == ["en"]
    assert codes(client, **api_key(members)[1]) == ["en", "de"]


def test_each_site_has_languages_of_its_own(client: Client) -> None:
    """A page of another site is not counted."""
    other = Site.objects.create(hostname="other.example.org", root_page=Site.objects.get().root_page)
    document(locale="de", site=other)
    assert codes(client) == []
    assert [item["code"] for item in client.get(f"{ADDRESS}?site=other.example.org").json()["items"]] == ["de"]


def test_languages_are_kept_and_compared(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A stranger's answer may be kept; the same is not sent again; one question to the database makes it."""
    page("en")
    answer = client.get(ADDRESS)
    assert answer["Cache-Control"].startswith("public")
    assert answer["Surrogate-Key"] == "locales"
    with django_assert_num_queries(2):  # with the one that finds the site
        assert client.get(ADDRESS, headers={"if-none-match": answer["ETag"]}).status_code == 304
