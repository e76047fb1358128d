"""`version=draft`: what editors have saved, for keys that may see it, and never kept."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.api import draft_lists
from cms.api.callers import Scope
from cms.articles.models import ArticlePage, ArticlePoint
from cms.publications.identity import page_uid
from cms.publications.models import Document
from tests.cms.api.factories import api_key, group
from tests.cms.api.test_openapi import answer_schema, valid
from tests.cms.content import article, person, point, published
from tests.flows.publishing.world import gate

EVERYTHING = list(Scope.values)


@pytest.fixture
def key() -> dict[str, str]:
    """The headers of a key that may see drafts."""
    return api_key(scopes=EVERYTHING)[1]


def settle() -> None:
    """What the end of a transaction does: look at everything that was marked."""
    call_command("reconcile_publications", verbosity=0)


def edited(page: Page, **changed: Any) -> Page:
    """The page, with changes that were saved as the admin's form saves a draft: with gaps, and not published."""
    for name, value in changed.items():
        setattr(page, name, value)
    page.save_revision(clean=False)
    return page


def begun(**given: Any) -> Page:
    """A page that was saved and never published."""
    shelf = published(article()).get_parent()
    page = article(live=False, **given)
    shelf.add_child(instance=page)
    return edited(page)


def detail(client: Client, page: Page, key: dict[str, str], query: str = "version=draft") -> Any:
    return client.get(f"/api/v1/articles/{page_uid(page)}/?{query}", headers=key)


def titles(client: Client, key: dict[str, str], query: str = "") -> list[str]:
    answer = client.get(f"/api/v1/articles/?version=draft&{query}", headers=key)
    assert answer.status_code == 200, answer.content
    valid(answer.json(), answer_schema("/api/v1/articles/"))
    return [item["title"] for item in answer.json()["items"]]


@pytest.mark.parametrize("address", ["articles/", "documents/", "people/", "site/", "documents/by-path/?path=/"])
def test_drafts_are_for_keys_with_the_scope(client: Client, address: str) -> None:
    """A stranger is asked for a key, and a key for reading alone is refused, each with a problem."""
    asked = f"/api/v1/{address}{'&' if '?' in address else '?'}version=draft"
    stranger, reader = client.get(asked), client.get(asked, headers=api_key()[1])
    assert (stranger.status_code, reader.status_code) == (401, 403)
    assert "preview" in stranger.json()["detail"]
    assert "preview" in reader.json()["detail"]
    assert stranger["WWW-Authenticate"].startswith("Bearer")


def test_a_new_key_sees_no_drafts_unless_somebody_says_so() -> None:
    """What a key may do without being asked is read what is published."""
    assert Scope.PREVIEW not in api_key()[0].scopes


def test_a_detail_shows_the_draft(client: Client, key: dict[str, str]) -> None:
    """What was saved last, in the shape of what is published; readers without the parameter see what they saw."""
    page = edited(published(article(title="Old")), title="New")
    settle()
    answer = detail(client, page, key).json()
    valid(answer, {"$ref": "#/components/schemas/ArticleDocument"})
    assert (answer["title"], answer["version"]) == ("New", 0)
    assert detail(client, page, key, "").json()["title"] == "Old"


def test_a_page_that_was_never_published_is_shown(client: Client, key: dict[str, str]) -> None:
    """By id, by path and in lists; its dates are those of its draft. Without the parameter it is not there."""
    page = begun(title="Begun")
    answer = detail(client, page, key).json()
    assert answer["published_at"] == answer["updated_at"] == page.latest_revision_created_at.isoformat()
    by_path = f"/api/v1/documents/by-path/?path={page.url}"
    assert client.get(f"{by_path}&version=draft", headers=key).json()["title"] == "Begun"
    assert "Begun" in titles(client, key)
    assert detail(client, page, key, "").status_code == 404


def test_a_new_path_is_found_before_it_is_published(client: Client, key: dict[str, str]) -> None:
    """The draft says where it is to stand; it is found there, and where the page stands now."""
    page = published(article(slug="now"))
    old = page.url
    edited(page, slug="soon")
    new = old.replace("now", "soon")
    for path in (old, new):
        answer = client.get(f"/api/v1/documents/by-path/?path={path}&version=draft", headers=key)
        assert answer.json()["path"] == new
    elsewhere = client.get("/api/v1/documents/by-path/?path=/soon/&version=draft", headers=key)
    assert elsewhere.status_code == 404


def test_what_has_no_draft_is_answered_as_it_is_published(client: Client, key: dict[str, str]) -> None:
    """Unchanged pages and snippets are the documents that everybody gets, but never kept."""
    page, author = published(article()), person()
    settle()
    for address in (f"articles/{page_uid(page)}/", f"people/{author.uid}/", f"people/{author.slug}/", "people/"):
        stored = client.get(f"/api/v1/{address}")
        shown = client.get(f"/api/v1/{address}?version=draft", headers=key)
        assert (shown.content, shown["ETag"]) == (stored.content, stored["ETag"])
        assert shown["Cache-Control"] == "private, no-store"


def test_drafts_are_never_kept_nor_indexed(client: Client, key: dict[str, str]) -> None:
    """Although the key opens nothing that is gated, no cache may keep the answers and no key of caches is named."""
    page = begun()
    for address in (f"articles/{page_uid(page)}/", "articles/", f"documents/by-path/?path={page.url}"):
        answer = client.get(f"/api/v1/{address}{'&' if '?' in address else '?'}version=draft", headers=key)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.has_header("Surrogate-Key")


def test_drafts_are_behind_the_gate_of_their_pages(client: Client, key: dict[str, str]) -> None:
    """A gated page's draft is for keys of its group; others find its teaser, or nothing."""
    members = group()
    inside = api_key(members, scopes=EVERYTHING)[1]
    hidden, half = begun(title="Hidden"), begun(title="Half", teaser="A little.")
    for page in (hidden, half):
        gate(page, members)
    assert {"Hidden", "Half"} <= set(titles(client, inside))
    assert [detail(client, page, inside).json()["access"] for page in (hidden, half)] == ["full", "full"]
    assert detail(client, hidden, key).status_code == 404
    assert detail(client, half, key).json()["access"] == "teaser"
    assert "Hidden" not in titles(client, key)


def test_nobody_sees_what_is_closed_to_everybody_or_deleted(client: Client) -> None:
    """A page whose privacy names nobody has no draft for any key, and a deleted page has none at all."""
    members = group()
    inside = api_key(members, scopes=EVERYTHING)[1]
    closed, gone = begun(title="Closed"), begun(title="Gone")
    gate(closed)
    gone.delete()
    assert [detail(client, page, inside).status_code for page in (closed, gone)] == [404, 404]
    assert {"Closed", "Gone"}.isdisjoint(titles(client, inside))


def test_lists_are_narrowed_by_what_drafts_say(client: Client, key: dict[str, str]) -> None:
    """Facets, paths, languages and times are those of the draft, not of what is published."""
    page = published(article(title="Tagged"))
    settle()
    page.tags.add("sleep")
    edited(page, title="Tagged anew")
    begun(title="Other")
    soon = (timezone.now() + timedelta(hours=1)).isoformat().replace("+", "%2B")
    assert titles(client, key, "tag=sleep") == ["Tagged anew"]
    assert titles(client, key, f"path={page.url}") == ["Tagged anew"]
    assert "Tagged anew" in titles(client, key, "locale=en&tag=sleep&tag=walk")
    for nothing in ("locale=de", f"updated_after={soon}", "tag=sleep&author=nobody"):
        assert titles(client, key, nothing) == []


def test_lists_of_drafts_are_ordered_and_read_in_parts(client: Client, key: dict[str, str]) -> None:
    """By the draft's title or times; following `next` gives each once. There is no way back and no count."""
    for title in ("b", "c", "a"):
        begun(title=title)
    every = titles(client, key, "order=title&limit=100")
    assert every == sorted(every)
    address, seen = "/api/v1/articles/?version=draft&order=title&limit=2", []
    while address:
        part = client.get(address, headers=key).json()
        seen += [item["title"] for item in part["items"]]
        address = part["next"]
        assert part["previous"] is None
    assert seen == every
    assert client.get("/api/v1/articles/?version=draft&count=exact", headers=key).status_code == 400


def test_a_look_through_drafts_ends(client: Client, key: dict[str, str]) -> None:
    """When a filter fits hardly anything an answer may be short, even empty, and its `next` leads on."""
    for title in ("a", "b", "c"):
        begun(title=title, slug=f"only-{title}")
    wanted = Page.objects.get(slug="only-c").url
    with patch.object(draft_lists, "LOOKED_AT", 1):
        first = client.get(f"/api/v1/articles/?version=draft&order=title&path={wanted}", headers=key).json()
        assert (first["items"], first["next"] is not None) == ([], True)
        address = first["next"]
        while address:
            last = client.get(address, headers=key).json()
            address = last["next"] if not last["items"] else None
    assert [item["title"] for item in last["items"]] == ["c"]


@pytest.mark.parametrize("looked_at", [1, 3, 200])
@pytest.mark.parametrize("limit", [1, 2])
def test_hidden_drafts_leave_no_trace_in_a_list(client: Client, limit: int, looked_at: int) -> None:
    """Neither where an answer ends nor its cursor tells that there are pages which a key may not see."""
    others = api_key(group("Others"), scopes=EVERYTHING)[1]
    edited(published(article(title="b")), title="b")
    hidden = [published(article(title=title)) for title in ("a", "c", "d")]
    asked = f"/api/v1/articles/?version=draft&order=title&limit={limit}"
    with patch.object(draft_lists, "LOOKED_AT", looked_at):
        for page in hidden:
            gate(page, group("Members"))
        settle()
        beside = client.get(asked, headers=others).json()
        for page in hidden:
            page.delete()
        settle()
        assert client.get(asked, headers=others).json() == beside
    assert ([item["title"] for item in beside["items"]], beside["next"]) == (["b"], None)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Page:
    """A published page whose draft no field can be read of, as when a content type's own code does not expect gaps."""
    page = published(article(title="Whole"))
    settle()

    def tags(page: ArticlePage) -> list[Any]:
        return [] if page.summary else [page.tags[0]]

    monkeypatch.setattr(ArticlePage, "sorted_tags", property(tags))
    return edited(page, summary="")


def test_a_draft_that_cannot_be_shown_says_so(client: Client, key: dict[str, str], broken: Page) -> None:
    """A detail is a problem that names what is missing; a list shows what is published and names the page."""
    answer = detail(client, broken, key)
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert "Look at: plain summary." in answer.json()["detail"]
    listed = client.get("/api/v1/articles/?version=draft", headers=key).json()
    assert [item["title"] for item in listed["items"]] == ["Whole"]
    assert [draft["id"] for draft in listed["unreadable"]] == [str(page_uid(broken))]


def test_what_is_wrong_with_a_hidden_draft_is_not_told(client: Client, key: dict[str, str], broken: Page) -> None:
    """To a key that may not read the page a broken draft is as missing as a whole one."""
    gate(broken, group())
    settle()
    assert detail(client, broken, key).status_code == 404
    assert client.get("/api/v1/articles/?version=draft", headers=key).json()["unreadable"] == []


def test_drafts_can_be_narrowed_like_documents(client: Client, key: dict[str, str]) -> None:
    """The other ways to ask hold for drafts too."""
    page = begun(title="Begun")
    assert set(detail(client, page, key, "version=draft&fields=title").json()) == {"id", "type", "title"}


@pytest.fixture
def leading() -> tuple[Page, Page]:
    """A page, and another that it mentions, whose draft has another title."""
    point_page = published(point(title="Published"))
    page = article()
    page.related_points = [ArticlePoint(point=point_page)]
    published(page)
    settle()
    return page, edited(point_page, title="Draft")


def embedded(answer: Any) -> list[str]:
    shown = answer.json()
    document = shown["items"][0] if "items" in shown else shown
    return [other["title"] for other in document["expanded"]["points"]]


def test_what_is_embedded_is_a_draft_too(client: Client, key: dict[str, str], leading: tuple[Page, Page]) -> None:
    """In details and in lists, where drafts are asked for and nowhere else."""
    page, _mentioned = leading
    assert embedded(detail(client, page, key, "version=draft&expand=points")) == ["Draft"]
    assert embedded(client.get("/api/v1/articles/?version=draft&expand=points", headers=key)) == ["Draft"]
    assert embedded(detail(client, page, key, "expand=points")) == ["Published"]


def test_a_draft_that_cannot_be_embedded_is_embedded_as_published(
    client: Client, key: dict[str, str], leading: tuple[Page, Page]
) -> None:
    """What is wrong with one page does not take another away, and what is gated is absent, drafted or not."""
    page, mentioned = leading
    with patch("cms.publications.drafts.render_full", side_effect=KeyError("half a page")):
        assert embedded(detail(client, page, key, "version=draft&expand=points")) == ["Published"]
    gate(mentioned, group())
    settle()
    assert embedded(detail(client, page, key, "version=draft&expand=points")) == []


def test_showing_drafts_stores_nothing(client: Client, key: dict[str, str]) -> None:
    """No document and no change comes of a look at a draft."""
    page = begun()
    before = Document.objects.count()
    detail(client, page, key)
    titles(client, key)
    assert Document.objects.count() == before
