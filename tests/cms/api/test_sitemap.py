"""What belongs in a sitemap: what everybody may see, with its translations."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, Site

from cms.publications.identity import page_uid
from cms.publications.models import Document
from tests.cms.api.factories import api_key, document, group
from tests.cms.api.test_openapi import answer_schema, valid

ADDRESS = "/api/v1/sitemap/"


def page(key: UUID | None = None, locale: str = "en", **given: Any) -> Document:
    """The document of a page in one language."""
    where = Locale.objects.get_or_create(language_code=locale)[0]
    row = Page(title="Page", slug=uuid4().hex, locale=where, translation_key=key or uuid4())
    Page.get_first_root_node().add_child(instance=row)
    site = Site.objects.get(is_default_site=True)
    path = f"/{locale}/{row.slug}/"
    return document(uid=page_uid(row), object_id=str(row.pk), locale=locale, site=site, path=path, **given)


def items(client: Client, address: str = ADDRESS, **headers: str) -> list[dict[str, Any]]:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_page_is_a_line_of_the_sitemap(client: Client) -> None:
    """A line has the page's address and when it changed; a page in one language has no alternates."""
    made = page()
    valid(client.get(ADDRESS).json(), answer_schema(ADDRESS))
    line = items(client)[0]
    assert (line["id"], line["path"], line["alternates"]) == (str(made.uid), made.path, [])
    assert line["updated_at"] == made.updated_at.isoformat()


def test_translations_are_alternates_of_each_other(client: Client) -> None:
    """Each names all of them, itself included, and the main language for everybody else."""
    key = uuid4()
    urls = {locale: f"https://example.org{page(key, locale).path}" for locale in ("de", "en")}
    expected = [{"hreflang": code, "url": urls[code]} for code in ("en", "de")]
    expected.append({"hreflang": "x-default", "url": urls["en"]})
    assert [line["alternates"] for line in items(client)] == [expected, expected]


def test_without_the_main_language_there_is_no_default(client: Client) -> None:
    """Where a page is not written in the main language, search engines are sent nowhere in its stead."""
    key = uuid4()
    for locale in ("de", "nl"):
        page(key, locale)
    assert [alternate["hreflang"] for alternate in items(client)[0]["alternates"]] == ["de", "nl"]


@pytest.mark.parametrize("who", ["stranger", "member"])
def test_what_is_gated_is_in_no_sitemap(client: Client, who: str) -> None:
    """Neither as a line nor as an alternate, not even for those who may read it; a teaser is."""
    members, key = group(), uuid4()
    _, shown = api_key(members)
    page(key, "de", audience=f"group:{members.pk}")
    page(key, "en")
    page(access="teaser")
    lines = items(client, **(shown if who == "member" else {}))
    assert [(line["access"], line["alternates"]) for line in lines] == [("full", []), ("teaser", [])]


def test_each_site_has_a_sitemap_of_its_own(client: Client) -> None:
    """Pages of another site and what is no page are left out."""
    other = Site.objects.create(hostname="other.example.org", root_page=Site.objects.get().root_page)
    document(type="people", kind="person")
    there = document(site=other)
    assert items(client) == []
    assert [line["id"] for line in items(client, f"{ADDRESS}?site=other.example.org")] == [str(there.uid)]


def test_a_sitemap_is_read_in_parts(client: Client) -> None:
    """Following `next` gives every page once, the oldest first; what is published meanwhile stands at the end."""
    made = [page() for _ in range(3)]
    first = client.get(f"{ADDRESS}?limit=2").json()
    made.append(page())
    rest = client.get(first["next"]).json()
    assert [line["id"] for line in (*first["items"], *rest["items"])] == [str(row.uid) for row in made]
    assert rest["next"] is None
    assert client.get(f"{ADDRESS}?limit=2&cursor=other").status_code == 400


def test_a_sitemap_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One question each for the site, the lines, their pages and the translations; and it is kept by caches."""
    for _ in range(3):
        page()
    with django_assert_num_queries(4):
        answer = client.get(ADDRESS)
    assert answer["Cache-Control"].startswith("public")
    assert {"list-articles", "list-points"} <= set(answer["Surrogate-Key"].split())
    assert client.get(ADDRESS, headers={"if-none-match": answer["ETag"]}).status_code == 304
