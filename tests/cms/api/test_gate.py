"""One gate for every door: what a caller may not read is nowhere, not even as a trace."""

from uuid import uuid4

import pytest
from django.test import Client

from cms.publications.models import Document
from tests.cms.api.factories import api_key, change, document, group

CANARY = "canary-5f1e"
DOORS = {
    "detail": "/api/v1/documents/{uid}/",
    "typed detail": "/api/v1/articles/{uid}/",
    "by path": "/api/v1/documents/by-path/?path=/secret/",
    "list": "/api/v1/documents/",
    "typed list": "/api/v1/articles/",
    "filtered": "/api/v1/articles/?tag=" + CANARY,
    "sorted": "/api/v1/articles/?order=title&limit=1",
    "counted": "/api/v1/articles/?count=exact",
    "changes": "/api/v1/changes/",
}


def hide(audience: str) -> Document:
    hidden = document(audience=audience, title=CANARY, path="/secret/", facets={"tag": [CANARY]})
    change(hidden.uid, audience=audience, path="/secret/")
    return hidden


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("caller", ["stranger", "key without groups", "key of another group"])
def test_what_is_gated_leaves_no_trace(client: Client, door: str, caller: str) -> None:
    """For those outside the audience every door answers exactly as if the page had never been."""
    shown: dict[str, str] = {}
    if caller != "stranger":
        _, shown = api_key(*([group("Others")] if caller == "key of another group" else []))
    hidden = hide(f"group:{group('Members').pk}")
    address = DOORS[door].format(uid=hidden.uid)
    after = client.get(address, headers=shown)
    Document.objects.all().delete()
    before = client.get(address, headers=shown)
    assert (after.status_code, after.content, dict(after.headers)) == (
        before.status_code,
        before.content,
        dict(before.headers),
    )
    assert CANARY.encode() not in after.content
    assert str(hidden.uid).encode() not in after.content


@pytest.mark.parametrize("door", DOORS)
def test_members_find_it_at_every_door(client: Client, door: str) -> None:
    """Inside the audience every door shows the page: the test above looks in the right places."""
    members = group("Members")
    hidden = hide(f"group:{members.pk}")
    _, shown = api_key(members)
    answer = client.get(DOORS[door].format(uid=hidden.uid), headers=shown)
    assert (answer.status_code, str(hidden.uid) in answer.content.decode()) == (200, True)


def test_of_several_versions_one_is_read(client: Client) -> None:
    """Who may read a version of several audiences gets the same one in the list and as a detail; strangers theirs."""
    groups = [group("Members"), group("Others")]
    audiences = ["public", *(f"group:{members.pk}" for members in groups)]
    uid = uuid4()
    for audience in audiences:
        document(uid=uid, audience=audience, title=audience)
    for reader, title in ((groups, audiences[1]), (groups[1:], audiences[2]), ([], "public")):
        _, shown = api_key(*reader)
        items = client.get("/api/v1/articles/", headers=shown).json()["items"]
        detail = client.get(f"/api/v1/documents/{uid}/", headers=shown).json()
        assert ([item["title"] for item in items], detail["title"]) == ([title], title)


def test_a_cursor_tells_nothing(client: Client) -> None:
    """Cursors hold row numbers and sequences, and are sealed: none of it can be read from them."""
    documents = [document() for _ in range(2)]
    last = change().sequence
    cursor = client.get("/api/v1/articles/?limit=1").json()["next"].split("cursor=")[1]
    since = client.get("/api/v1/changes/").json()["cursor"]
    for sealed, held in ((cursor, documents[1].published_at.isoformat()), (since, f"[{last},")):
        assert held.encode() not in _decoded(sealed)


def _decoded(sealed: str) -> bytes:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
