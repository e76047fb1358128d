import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.core.api_fields import object_schema, present
from cms.navigation.models import Menu
from cms.publications.models import Change, Document
from tests.cms.api.factories import api_key
from tests.cms.content import article, person, published
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


def seen_by(members: Group, of: Menu) -> dict[str, Any]:
    """What the readers of one group find at the menu's address, once all marks are looked at."""
    settle()
    shown: dict[str, Any] = Client().get(f"/api/v1/menus/{of.slug}/", headers=api_key(members)[1]).json()
    return shown


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
    page.sign_off()
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


def test_members_get_the_entries_that_are_for_them(client: Client) -> None:
    """A group reads its own version of a menu; nobody gets two, and strangers and other groups see no trace of it."""
    members, others = Group.objects.create(name="Members"), Group.objects.create(name="Others")
    closed = published(article(title="For us"))
    gate(closed, members)
    main = menu(leads_to(closed), ELSEWHERE, slug="main")
    assert labels(stored(main)["items"]) == labels(seen_by(others, main)["items"]) == ["Elsewhere"]
    assert labels(seen_by(members, main)["items"]) == ["For us", "Elsewhere"]
    assert [len(client.get("/api/v1/menus/", headers=api_key(members)[1]).json()["items"])] == [1]


def test_the_version_of_a_group_goes_with_the_page(client: Client) -> None:
    """When its page is taken back the group reads what everybody reads, and its feed says that the menu has changed."""
    members = Group.objects.create(name="Members")
    closed = published(article(title="For us"))
    gate(closed, members)
    main = menu(leads_to(closed), ELSEWHERE, slug="main")
    assert labels(seen_by(members, main)["items"]) == ["For us", "Elsewhere"]
    closed.unpublish()
    now = seen_by(members, main)
    assert labels(now["items"]) == ["Elsewhere"]
    feed = client.get("/api/v1/changes/?kind=menu", headers=api_key(members)[1]).json()["items"]
    public = Document.objects.get(uid=main.uid)
    assert [(item["action"], item["etag"]) for item in feed][-1] == ("updated", public.etag)


def test_a_lock_is_shown_only_where_the_editor_wrote_the_label() -> None:
    """A menu may show that there is more; the title and the address of a closed page are never shown."""
    closed = published(article(title="Secret title"))
    gate(closed, Group.objects.create(name="Members"))
    main = menu(leads_to(closed), section("Members", leads_to(closed, "For members")))
    assert stored(main)["items"] == []
    main.locked_entries = Menu.LockedEntries.SHOW
    main.save()
    (group,) = stored(main)["items"]
    locked = {"label": "For members", "url": None, "page": None, "locked": True}
    assert (group["label"], group["children"]) == ("Members", [locked])
    assert "ecret" not in str(stored(main))


@pytest.mark.parametrize("close", ["draft", "nobody"])
def test_what_nobody_may_read_has_no_lock(close: str) -> None:
    """A page that was taken back, or that privacy closes to everybody, is left out whatever the menu shows."""
    page = published(article())
    main = menu(leads_to(page, "Label"), locked_entries=Menu.LockedEntries.SHOW)
    if close == "draft":
        page.unpublish()
    else:
        gate(page)
    assert stored(main)["items"] == []


def test_a_teaser_is_linked_and_locked() -> None:
    """An entry whose page strangers know by its teaser leads there and says that there is more behind it."""
    page = published(article(title="Known", teaser="A little."))
    gate(page, Group.objects.create(name="Members"))
    (entry,) = stored(menu(leads_to(page)))["items"]
    assert (entry["label"], entry["locked"], entry["url"]) == ("Known", True, entry["page"]["url"])


def test_one_slug_stands_for_a_menu_in_each_language(client: Client) -> None:
    """A site's own menu comes before the one for all sites, the main language first unless another is asked for."""
    published(article())
    german = Locale.objects.get_or_create(language_code="de")[0]
    menu(ELSEWHERE, slug="main", title="All")
    menu(ELSEWHERE, slug="main", title="Own", site=Site.objects.get())
    menu(ELSEWHERE, slug="main", title="Deutsch", locale=german)
    settle()
    asked = ["", "?locale=de", "?locale=en", "?site=localhost"]
    assert [client.get(f"/api/v1/menus/main/{query}").json()["title"] for query in asked] == [
        "Own",
        "Deutsch",
        "Own",
        "Own",
    ]
    assert client.get("/api/v1/documents/by-path/?path=/menus/main/&locale=de").json()["title"] == "Deutsch"
    assert client.get("/api/v1/menus/main/?locale=nl").status_code == 404
    assert client.get("/api/v1/menus/main/?locale=xx").status_code == 400


def test_a_slug_is_given_once_a_site_and_language() -> None:
    """An editor who gives it again is told so."""
    for site in (None, Site.objects.get()):
        menu(slug="main", site=site)
        with pytest.raises(ValidationError, match="menu of that slug"):
            Menu(title="Again", slug="main", site=site).full_clean()


def test_every_listed_snippet_is_read_by_its_slug(client: Client) -> None:
    """People have an address of that kind too; a slug that nobody has is a problem."""
    person(name="Ann Lee")
    settle()
    answer = client.get("/api/v1/people/ann-lee/")
    assert (answer.status_code, answer.json()["title"]) == (200, "Ann Lee")
    assert client.get("/api/v1/people/ann-lee/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get("/api/v1/people/nobody/")["Content-Type"] == "application/problem+json"
