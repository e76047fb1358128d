"""The changes feed: one order, told to each reader as far as the reader may know."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.publications.models import Change, Document, Head
from tests.cms.api.factories import api_key, change, document, group


def feed(client: Client, address: str = "/api/v1/changes/", **headers: str) -> dict[str, Any]:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def told(client: Client, query: str = "", **headers: str) -> list[tuple[str, str]]:
    """What a reader is told from the beginning: action and access, in order."""
    items = feed(client, f"/api/v1/changes/?{query}", **headers)["items"]
    return [(item["action"], item["access"]) for item in items]


def test_the_feed_tells_everything_in_order(client: Client) -> None:
    """Following `next` gives every change once, in the order of appending, until there is no more."""
    made = [str(change().uid) for _ in range(5)]
    seen, page = [], feed(client, "/api/v1/changes/?limit=2")
    while page["items"]:
        seen += [item["id"] for item in page["items"]]
        assert page["has_more"] == (len(seen) < 5)
        page = feed(client, page["next"])
    assert seen == made


def test_an_item_says_what_happened(client: Client) -> None:
    """An item names the document, what happened, why, where, and where to read it."""
    made = change(action="updated", cause="path", path="/new/", previous_path="/old/", version=3)
    assert feed(client)["items"] == [
        {
            "id": str(made.uid),
            "kind": "page",
            "type": "articles",
            "action": "updated",
            "access": "full",
            "etag": made.etag,
            "cause": "path",
            "locale": "en",
            "path": "/new/",
            "previous_path": "/old/",
            "version": 3,
            "at": "2026-03-01T12:00:00+00:00",
            "url": f"/api/v1/documents/{made.uid}/",
        }
    ]


def test_a_tombstone_points_nowhere(client: Client) -> None:
    """What is gone has a path by which it was known, and neither address nor ETag."""
    change(action="deleted", path="/gone/")
    item = feed(client)["items"][0]
    assert (item["action"], item["path"], item["url"], item["etag"]) == ("deleted", "/gone/", None, None)


def test_a_cursor_stands_still_while_nothing_is_told(client: Client) -> None:
    """Changes that a reader does not hear of move no cursor: their number cannot be counted from outside."""
    change()
    before = feed(client)["cursor"]
    for _ in range(3):
        change(audience="group:99")
    after = feed(client, f"/api/v1/changes/?since={before}")
    assert (after["items"], after["cursor"], after["has_more"]) == ([], before, False)


def test_a_cursor_of_other_rights_has_expired(client: Client) -> None:
    """Who gains or loses an audience begins again: the cursor answers 410 with the address to begin at."""
    members = group()
    key, shown = api_key()
    told_first = change()
    cursor = feed(client, **shown)["cursor"]
    key.groups.add(members)
    answer = client.get(f"/api/v1/changes/?since={cursor}&type=articles", headers=shown)
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    assert answer.json()["resync"] == "http://testserver/api/v1/changes/?type=articles"
    assert feed(client, answer.json()["resync"], **shown)["items"][0]["id"] == str(told_first.uid)


@pytest.mark.parametrize("rebuilt", [{"epoch": uuid4()}, {"sequence": 0}], ids=["new epoch", "older backup"])
def test_a_cursor_from_before_a_rebuild_has_expired(client: Client, rebuilt: dict[str, Any]) -> None:
    """A cursor does not outlive the order it points into."""
    change()
    cursor = feed(client)["cursor"]
    Head.objects.update(**rebuilt)
    assert client.get(f"/api/v1/changes/?since={cursor}").status_code == 410


def test_filters_narrow_the_feed(client: Client) -> None:
    """Type, kind and language narrow; several values of one are alternatives."""
    change(type="articles")
    change(type="points", locale="de")
    change(type="people", kind="person")
    assert len(told(client, "type=articles&type=points")) == 2
    assert len(told(client, "kind=page&locale=de")) == 1
    assert len(told(client, "kind=person")) == 1


def test_a_cause_narrows_updates_only(client: Client) -> None:
    """Whoever follows one cause still hears of everything that appears and disappears."""
    uid = change(cause="content").uid
    change(uid, action="updated", cause="render")
    change(uid, action="updated", cause="path")
    change(uid, action="unpublished", cause="privacy")
    change(uid, action="published", cause="privacy")
    actions = [action for action, _ in told(client, "cause=path")]
    assert actions == ["published", "updated", "unpublished", "published"]


def test_a_stranger_hears_of_gating_and_of_the_teaser(client: Client) -> None:
    """When a page is gated, strangers are told to drop it, or that a teaser stands in its place."""
    uid = change().uid
    change(uid, action="updated", access="teaser", cause="privacy")
    change(uid, audience="group:1", cause="privacy")
    assert told(client) == [("published", "full"), ("updated", "teaser")]


def test_who_still_reads_it_gets_no_tombstone(client: Client) -> None:
    """Gating a page withdraws it from strangers; a member who reads it as before is told of the new copy only."""
    members = group()
    _, shown = api_key(members)
    gated = document(audience=f"group:{members.pk}")
    change(gated.uid, action="unpublished", cause="privacy")
    change(gated.uid, audience=gated.audience, cause="privacy")
    assert told(client) == [("unpublished", "full")]
    assert told(client, **shown) == [("published", "full")]


def test_who_reads_it_in_full_hears_nothing_of_the_teaser(client: Client) -> None:
    """A teaser is for those who have nothing better."""
    members = group()
    _, shown = api_key(members)
    teaser = document(access="teaser")
    document(uid=teaser.uid, audience=f"group:{members.pk}")
    change(teaser.uid, access="teaser")
    change(teaser.uid, audience=f"group:{members.pk}")
    assert told(client) == [("published", "teaser")]
    assert told(client, **shown) == [("published", "full")]


def test_what_is_left_of_another_type_is_no_part_of_a_narrowed_feed(client: Client) -> None:
    """Who follows the articles lets go of a page in whose place an author is left; who follows all has the author."""
    members = group()
    _, key = api_key(members)
    page = change(audience=f"group:{members.pk}")
    change(page.uid, audience=f"group:{members.pk}", action="deleted", version=2)
    left = change(page.uid, type="authors", version=3)
    document(uid=page.uid, type="authors", etag=left.etag)
    articles = feed(client, "/api/v1/changes/?type=articles&include=documents", **key)["items"]
    assert [(item["action"], item["document"]) for item in articles][1:] == [("deleted", None)]
    everything = feed(client, "/api/v1/changes/?include=documents", **key)["items"]
    assert [item["action"] for item in everything][1:] == ["updated", "published"]
    assert everything[-1]["document"]


def test_who_is_left_with_the_teaser_is_told_so(client: Client) -> None:
    """A member who loses a page but may read its teaser is sent there, not left with the copy and not without."""
    members = group()
    _, shown = api_key(members)
    teaser = document(access="teaser")
    change(teaser.uid, access="teaser")
    change(teaser.uid, audience=f"group:{members.pk}")
    change(teaser.uid, audience=f"group:{members.pk}", action="unpublished", cause="privacy")
    item = feed(client, **shown)["items"][-1]
    assert (item["action"], item["access"], item["etag"]) == ("updated", "teaser", teaser.etag)
    assert item["url"] == f"/api/v1/documents/{teaser.uid}/"


def test_who_reads_a_version_of_its_own_follows_that(client: Client) -> None:
    """Of a menu that says more to members, they hear of their version; without it, that everybody's is theirs now."""
    members = group()
    _, shown = api_key(members)
    everybodys = document(kind="menu")
    own = document(uid=everybodys.uid, audience=f"group:{members.pk}")
    change(own.uid, etag=everybodys.etag)
    change(own.uid, audience=own.audience, etag=own.etag)
    assert [item["etag"] for item in feed(client, **shown)["items"]] == [own.etag]
    own.delete()
    change(own.uid, audience=own.audience, action="unpublished", cause="privacy")
    last = feed(client, **shown)["items"][-1]
    assert (last["action"], last["access"], last["etag"]) == ("updated", "full", everybodys.etag)


class Editor:
    """Changes one page's privacy as reconcile would, rows and order."""

    def __init__(self) -> None:
        self.uid: UUID = uuid4()
        self.shown: dict[str, str] = {}

    def show(self, **wanted: str) -> None:
        """Make the page visible as `access` for each audience, tombstones first."""
        for audience in self.shown.keys() - wanted.keys():
            Document.objects.filter(uid=self.uid, audience=audience).delete()
            access = self.shown[audience]
            change(self.uid, audience=audience, access=access, action="unpublished", cause="privacy")
        for audience, access in wanted.items():
            if self.shown.get(audience) != access:
                Document.objects.filter(uid=self.uid, audience=audience).delete()
                document(uid=self.uid, audience=audience, access=access)
                action = "updated" if audience in self.shown else "published"
                change(self.uid, audience=audience, access=access, action=action, cause="privacy")
        self.shown = wanted


STATES: dict[str, dict[str, str]] = {
    "hidden": {},
    "public": {"public": "full"},
    "members": {"members": "full"},
    "members with teaser": {"members": "full", "public": "teaser"},
    "others": {"group:999": "full"},
    "others with teaser": {"group:999": "full", "public": "teaser"},
}


@pytest.mark.parametrize("every_time", [True, False], ids=["looks every time", "looks at the end"])
@pytest.mark.parametrize("first", STATES)
@pytest.mark.parametrize("second", STATES)
def test_a_copy_kept_by_the_feed_is_right(client: Client, first: str, second: str, every_time: bool) -> None:
    """Whatever privacy a page goes through, a reader who follows the feed holds what a detail shows, and no more."""
    members = group()
    _, shown = api_key(members)
    editor, address, held = Editor(), "/api/v1/changes/", None
    for step, state in enumerate((first, second, "others with teaser")):
        mine = f"group:{members.pk}"
        editor.show(**{mine if name == "members" else name: access for name, access in STATES[state].items()})
        if every_time or step == 2:
            page = feed(client, address, **shown)
            address = page["next"]
            for item in page["items"]:
                held = None if item["action"] in Change.TOMBSTONES else item["access"]
            detail = client.get(f"/api/v1/documents/{editor.uid}/", headers=shown)
            assert held == (detail.json()["access"] if detail.status_code == 200 else None)


def test_a_cursor_from_before_the_first_change_stays_good(client: Client) -> None:
    """Who has been told nothing has missed nothing, whatever has happened to the feed since."""
    cursor = feed(client)["cursor"]
    change()
    assert len(feed(client, f"/api/v1/changes/?since={cursor}")["items"]) == 1


def test_a_cursor_of_other_filters_has_expired(client: Client) -> None:
    """Who asks for another type has missed what was told of it before; in which order values are given is the same."""
    change(type="articles")
    cursor = feed(client, "/api/v1/changes/?type=articles&type=points")["cursor"]
    assert feed(client, f"/api/v1/changes/?type=points&type=articles&limit=5&since={cursor}")["items"] == []
    for other in ("", "&type=articles", "&type=articles&type=points&locale=en"):
        answer = client.get(f"/api/v1/changes/?since={cursor}{other}")
        assert (answer.status_code, answer.json()["type"]) == (410, "/api/v1/problems/cursor-expired/")


def test_documents_stand_in_the_last_change_that_tells_of_them(client: Client) -> None:
    """Asked for, the body as a detail gives it; with earlier changes and with what is gone there is none."""
    stored = document()
    change(stored.uid, etag="earlier-0")
    change(stored.uid, action="updated", etag=stored.etag)
    change(action="deleted")
    answer = feed(client, "/api/v1/changes/?include=documents")
    detail = client.get(f"/api/v1/documents/{stored.uid}/").json()
    assert [item["document"] for item in answer["items"]] == [None, detail, None]
    assert "document" not in feed(client)["items"][0]


def test_documents_in_the_feed_are_behind_the_gate(client: Client) -> None:
    """Each reader is given the version that is theirs, and strangers the teaser."""
    members = group()
    _, shown = api_key(members)
    teaser = document(access="teaser", title="teaser")
    full = document(uid=teaser.uid, audience=f"group:{members.pk}", title="full")
    for stored in (teaser, full):
        change(stored.uid, audience=stored.audience, access=stored.access, etag=stored.etag)
    address = "/api/v1/changes/?include=documents"
    assert [item["document"]["title"] for item in feed(client, address)["items"]] == ["teaser"]
    assert [item["document"]["title"] for item in feed(client, address, **shown)["items"]] == ["full"]


def test_documents_cost_one_question_more(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """However many there are."""
    for _ in range(3):
        stored = document()
        change(stored.uid, etag=stored.etag)
    with django_assert_num_queries(3):  # the site, the end of the feed, the changes
        client.get("/api/v1/changes/")
    with django_assert_num_queries(4):
        client.get("/api/v1/changes/?include=documents")
