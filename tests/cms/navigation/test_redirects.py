"""Redirects as documents: they follow the page they lead to, its gate included."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.publications.models import Change, Document, StaleMark
from tests.cms.api.factories import api_key
from tests.cms.api.test_openapi import valid
from tests.cms.content import article, published
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.django_db
BY_PATH = "/api/v1/documents/by-path/?path="


def redirect(old: str, to: Page | str, **given: Any) -> Redirect:
    return Redirect.add_redirect(old, to, site=Site.objects.get(is_default_site=True), **given)


def settle() -> None:
    """What the end of a transaction does: look at everything that was marked."""
    call_command("reconcile_publications", verbosity=0)


def listed(*groups: Group) -> list[tuple[str, str]]:
    """The redirects that the readers of these groups may follow, from and to; without groups, strangers."""
    settle()
    headers = api_key(*groups)[1] if groups else {}
    items = Client().get("/api/v1/redirects/", headers=headers).json()["items"]
    return sorted((item["from_path"], item["to"]) for item in items)


def test_a_redirect_says_from_where_to_where(client: Client) -> None:
    """It names its page, keeps to its schema, and is found by its path with a slash at the end or without."""
    page = published(article(title="Here"))
    redirect("/old/path/", page, is_permanent=False)
    settle()
    for path in ("/old/path", "/old/path/"):
        answer = client.get(BY_PATH + path).json()
        valid(answer, {"$ref": "#/components/schemas/RedirectDocument"})
        assert (answer["kind"], answer["from_path"], answer["permanent"]) == ("redirect", "/old/path", False)
        assert (answer["to"], answer["page"]["path"]) == (answer["page"]["url"], page.url)
        assert len(client.get(f"/api/v1/redirects/?path={path}").json()["items"]) == 1
    assert client.get("/api/v1/redirects/?path=/other/").json()["items"] == []


def test_a_redirect_may_lead_out_of_the_house(client: Client) -> None:
    """An address elsewhere is for everybody; there is no page then. Its query is part of an old path."""
    redirect("/shop?item=1", "https://shop.example.org/1")
    settle()
    answer = client.get(BY_PATH + "/shop%3Fitem=1").json()
    assert (answer["to"], answer["page"]) == ("https://shop.example.org/1", None)
    assert answer["url"].endswith("/shop?item=1")


def test_a_redirect_is_behind_the_gate_of_its_page() -> None:
    """Gating the page hides its old paths from strangers, and opening it shows them again."""
    members, page = Group.objects.create(name="Members"), published(article())
    redirect("/old", page)
    assert [old for old, _to in listed()] == ["/old"]
    restriction = gate(page, members)
    assert (listed(), len(listed(members))) == ([], 1)
    restriction.delete()
    assert (len(listed()), len(listed(members))) == (1, 1)
    told = Change.objects.filter(kind="redirect").order_by("sequence").values_list("action", "audience")
    group = f"group:{members.pk}"
    assert list(told) == [
        ("published", "public"),
        ("unpublished", "public"),
        ("published", group),
        ("unpublished", group),
        ("published", "public"),
    ]


@pytest.mark.parametrize("end", ["draft", "nobody", "gone"])
def test_a_redirect_to_what_nobody_reads_is_none(end: str) -> None:
    """A page that was taken back, closed to everybody or deleted takes its old paths with it."""
    page = published(article())
    redirect("/old", page)
    assert len(listed()) == 1
    if end == "draft":
        page.unpublish()
    elif end == "nobody":
        gate(page)
    else:
        page.delete()
    assert listed() == []


def test_strangers_are_led_to_a_teaser() -> None:
    """They know the new path by the teaser that stands there."""
    page = published(article(teaser="A little."))
    redirect("/old", page)
    gate(page, Group.objects.create(name="Members"))
    assert [old for old, _to in listed()] == ["/old"]


def test_old_paths_of_a_page_that_moved_twice_lead_there_at_once() -> None:
    """Renaming makes a redirect of itself; a chain is never served, and what leads to itself is none."""
    page = published(article(slug="one"))
    for slug in ("two", "three"):
        page.slug = slug
        page.save_revision().publish()
        page = type(page).objects.get(pk=page.pk)
    create_redirects(page, "one", "two")
    assert [(old.rpartition("/")[2], to.rpartition("/three")[1]) for old, to in listed()] == [
        ("one", "/three"),
        ("two", "/three"),
    ]
    redirect(page.url, page)
    assert len(listed()) == 2


def create_redirects(page: Page, *slugs: str) -> None:
    """What Wagtail does when the transaction of a new slug has committed, which a test's never does."""
    parent = page.get_parent().url
    Redirect.objects.bulk_create(
        Redirect(old_path=f"{parent}{slug}", site=Site.objects.get(), redirect_page=page) for slug in slugs
    )


def test_a_page_comes_before_a_redirect(client: Client) -> None:
    """Where a new page stands at an old path, it is the page that is read there."""
    new, old = published(article(title="New")), published(article(title="Old"))
    redirect(new.url, old)
    settle()
    assert client.get(BY_PATH + new.url).json()["title"] == "New"


def test_what_has_no_document_is_not_looked_at_again_and_again() -> None:
    """A redirect to a draft leaves no marks behind at the healing of each minute."""
    page = published(article())
    redirect("/old", page)
    page.unpublish()
    settle()
    settle()
    assert not Document.objects.filter(kind="redirect").exists()
    assert not StaleMark.objects.exists()
    assert call_command("reconcile_publications", check=True, verbosity=0) is None


def test_redirects_are_kept_by_caches_and_told_to_readers(client: Client) -> None:
    """A list of them has an ETag and keys of its own; the feed tells of each."""
    redirect("/old", published(article()))
    settle()
    answer = client.get("/api/v1/redirects/")
    assert answer["Surrogate-Key"].startswith("list-redirects doc-")
    assert client.get("/api/v1/redirects/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert [item["path"] for item in client.get("/api/v1/changes/?kind=redirect").json()["items"]] == ["/old"]
