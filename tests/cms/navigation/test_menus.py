import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.core.api_fields import object_schema, present
from cms.navigation.models import Menu
from cms.publications.models import Change, Document
from tests.cms.content import article, published
from tests.cms.rendering import PlainRendering, assert_fits
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.django_db
ELSEWHERE = {"type": "address", "value": {"label": "Elsewhere", "url": "https://www.example.org/"}}


def leads_to(page: Page, label: str = "") -> dict[str, Any]:
    return {"type": "page", "value": {"page": page.pk, "label": label}}


def section(label: str, *entries: dict[str, Any]) -> dict[str, Any]:
    return {"type": "section", "value": {"label": label, "entries": list(entries)}}


def menu(*entries: dict[str, Any], **given: Any) -> Menu:
    return Menu.objects.create(**{"title": "Main menu", "items": json.dumps(entries), **given})


def settle() -> None:
    """What the end of a transaction does: look at everything that was marked."""
    call_command("reconcile_publications", verbosity=0)


def stored(of: Menu) -> dict[str, Any]:
    """What strangers read of it now."""
    settle()
    body: dict[str, Any] = json.loads(bytes(Document.objects.get(uid=of.uid, audience="public").body))
    return body


def labels(entries: list[dict[str, Any]]) -> list[Any]:
    return [
        [entry["label"], labels(entry["children"])] if entry.get("children") else entry["label"] for entry in entries
    ]


def test_a_menu_has_pages_addresses_and_sections_in_order() -> None:
    """A page's label is its title unless another is given; all fits the schema."""
    one, two = published(article(title="One")), published(article(title="Two"))
    main = menu(leads_to(two), ELSEWHERE, section("More", leads_to(one, "First"), ELSEWHERE))
    assert labels(stored(main)["items"]) == ["Two", "Elsewhere", ["More", ["First", "Elsewhere"]]]
    assert stored(main)["items"][0]["url"] == stored(main)["items"][0]["page"]["url"]
    assert_fits(present(main, Menu.api_fields, PlainLinks()), object_schema(Menu.api_fields))


class PlainLinks(PlainRendering):
    def link(self, page: Any) -> Any:
        return {"title": page.title, "url": "https://www.example.org/page/"}


def test_a_menu_names_no_page_that_strangers_may_not_see() -> None:
    """Closing a page takes its entry away, label included, and a section that was left empty with it."""
    seen, closed = published(article(title="Seen")), published(article(title="Closed"))
    main = menu(leads_to(seen), leads_to(closed, "For us"), section("Members", leads_to(closed)))
    assert labels(stored(main)["items"]) == ["Seen", "For us", ["Members", ["Closed"]]]
    gate(closed)
    assert labels(stored(main)["items"]) == ["Seen"]
    closed.get_view_restrictions().delete()
    assert labels(stored(main)["items"]) == ["Seen", "For us", ["Members", ["Closed"]]]


def test_a_menu_follows_its_pages() -> None:
    """A new title, a draft taken back and a deletion change the menu, and each time it says so."""
    page, other = published(article(title="Old")), published(article(title="Other"))
    main = menu(leads_to(page), leads_to(other))
    assert labels(stored(main)["items"]) == ["Old", "Other"]
    page.title = "New"
    page.save_revision().publish()
    assert labels(stored(main)["items"]) == ["New", "Other"]
    page.unpublish()
    assert labels(stored(main)["items"]) == ["Other"]
    other.delete()
    assert stored(main)["items"] == []
    actions = Change.objects.filter(kind="menu").order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["published", "updated", "updated", "updated"]


def test_a_menu_is_read_by_its_path(client: Client) -> None:
    """Sites ask for the menu by the name they know it under, or list them all."""
    published(article())
    main = menu(ELSEWHERE, slug="main")
    settle()
    answer = client.get("/api/v1/documents/by-path/?path=/menus/main/").json()
    assert (answer["type"], answer["kind"], labels(answer["items"])) == ("menus", "menu", ["Elsewhere"])
    assert [item["slug"] for item in client.get("/api/v1/menus/").json()["items"]] == ["main"]
    main.delete()
    settle()
    assert client.get("/api/v1/menus/").json()["items"] == []


def test_a_menu_belongs_to_a_site_and_a_language(client: Client) -> None:
    """Another site does not get it; its document says the language."""
    published(article())
    other = Site.objects.create(hostname="other.example.org", root_page=Site.objects.get().root_page)
    german = Locale.objects.get_or_create(language_code="de")[0]
    menu(ELSEWHERE, slug="haupt", site=other, locale=german)
    settle()
    path = "/api/v1/documents/by-path/?path=/menus/haupt/"
    assert client.get(path).status_code == 404
    assert client.get(f"{path}&site=other.example.org").json()["locale"] == "de"
