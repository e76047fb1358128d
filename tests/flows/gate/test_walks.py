"""What strangers may not read is nowhere they can look: one word, sought at every door of the URL configuration."""

import logging
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.api.callers import Scope
from cms.media.addresses import file_address, picture_address
from cms.publications.models import Document
from tests.cms.api.factories import api_key
from tests.flows.gate.doors import ADMIN, Door, doors, known_of
from tests.flows.gate.listening import cached, left_behind
from tests.flows.gate.site import Canary
from tests.flows.gate.walk import Heard, listen, walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("gate walks")]

# Doors at which members find nothing of the word, by how their routes begin, and why.
SILENT = {
    **dict.fromkeys(("caution-rules", "claims", "meridians", "people", "references"), "everybody may know these"),
    **dict.fromkeys(("docs", "locales", "problems", "schema", "site/", "sitemap"), "say the same to everybody"),
    "documents/<uuid:uid>/shares/": "nothing closed is posted",
    "menus/": "without entries",
    "preview": "opens to a link",
}
OUTSIDE = {"", "api/v1/", "_util/login/", "media/images/<path:path>"}


def public_doors(canary: Canary) -> list[Door]:
    """Every door, with what strangers can know."""
    public = Document.objects.filter(audience="public")
    images = [canary.open.image, canary.image]
    uploads = [picture_address(canary.open.image, "40.png")]
    known = known_of(public, pks=[image.pk for image in images], uploads=uploads, files=["images/none.png"])
    return doors(known)


def route_of(found: list[Door], address: str) -> str:
    return next(door.route for door in found if door.address == address.partition("?")[0])


def reason_of(route: str) -> str:
    """Which of the beginnings stands for a silent route; one without a reason is its own."""
    return next((begin for begin in SILENT if route.startswith(f"api/v1/{begin}")), route)


def told(heard: Heard, canary: Canary) -> dict[str, list[str]]:
    """Where something of it was heard that the question did not say already."""
    found = {
        address: [sign for sign in canary.found_in(answer) if sign not in address] for address, answer in heard.items()
    }
    return {address: signs for address, signs in found.items() if signs}


def test_a_stranger_who_walks_everywhere_never_meets_it(
    canary: Canary, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """From every door, with every question, along every link: nothing, and nothing stays behind."""
    caplog.set_level(logging.DEBUG)
    moved = {f"/was/{page.pk}/": "404" for page in canary.closed} | {"/was/open/": "301"}
    heard = walk(client, [*public_doors(canary), *map(Door, moved)], {}, steps=2)
    assert told(heard, canary) == {}
    assert {address: heard[address][:3] for address in moved} == moved
    assert [kept for kept in left_behind(caplog) if canary.found_in(kept)] == []
    assert {answer[:3] for answer in heard.values()} <= {"200", "301", "302", "400", "401", "404", "410"}


def test_nobody_meets_it_with_a_key_that_opens_nothing(canary: Canary, client: Client) -> None:
    """A key that is not the group's shows what strangers see, or less, drafts included."""
    every = [Scope.CONTENT, Scope.CHANGES, Scope.PREVIEW]
    _, key = api_key(Group.objects.create(name="Others"), scopes=every)
    open_doors = [door for door in public_doors(canary) if not door.route.startswith(ADMIN)]
    drafts_of_open_places = {(canary.unpublished,)}
    found = {tuple(signs) for signs in told(walk(client, open_doors, key), canary).values()}
    assert found == drafts_of_open_places


def test_a_wrong_key_opens_less_than_none(canary: Canary, client: Client) -> None:
    """The API refuses it before anything is looked at."""
    heard = walk(client, public_doors(canary), {"Authorization": "Bearer wrong"})
    assert told(heard, canary) == {}
    assert {answer[:3] for address, answer in heard.items() if address.startswith("/api/v1/")} <= {"401", "200", "404"}


def test_members_find_it_at_every_door_that_shows_documents(
    canary: Canary, client: Client, django_user_model: Any
) -> None:
    """With a key and a login of the group the same doors show it: the tests above look in the right places."""
    _, key = api_key(canary.members)
    member = django_user_model.objects.create_user("member")
    member.groups.add(canary.members)
    client.force_login(member)
    every = Document.objects.visible_to({"public", f"group:{canary.members.pk}"})
    uploads = [picture_address(canary.image, "40.png"), file_address(canary.file.pk, canary.file.filename)]
    known = known_of(every, pks=[canary.image.pk], uploads=uploads, files=["images/none.png"])
    found = [door for door in doors(known) if not door.route.startswith(ADMIN)]
    heard = listen(client, [door.address for door in found], key)
    unasked = [address for door in found if heard[door.address][:3] == "400" for address in door.asked]
    heard |= listen(client, unasked, key)
    silent = {door.route for door in found} - {route_of(found, a) for a, said in heard.items() if canary.found_in(said)}
    assert {reason_of(route) for route in silent - OUTSIDE} == set(SILENT)
    kept = [key for key, value in cached().items() if canary.found_in(key + value)]
    assert [key for key in kept if "wagtail-rendition" not in key] == []  # by picture, and read behind the gate only
