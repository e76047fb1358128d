"""What strangers may not read is nowhere they can look: one word, sought at every door of the URL configuration."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.api.callers import Scope
from cms.media.addresses import file_address, picture_address
from cms.publications.models import Document
from tests.cms.api.factories import api_key
from tests.flows.gate.doors import ADMIN, Door, doors, known_of
from tests.flows.gate.listening import cached, left_behind
from tests.flows.gate.site import Canary
from tests.flows.gate.walk import Heard, listen, said, walk

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


def all_doors(canary: Canary) -> list[Door]:
    """The doors outside the admin, with everything that is known inside."""
    every = Document.objects.visible_to({"public", f"group:{canary.members.pk}"})
    uploads = [picture_address(canary.image, "40.png"), file_address(canary.file.pk, canary.file.filename)]
    known = known_of(every, pks=[canary.image.pk], uploads=uploads, files=["images/none.png"])
    return [door for door in doors(known) if not door.route.startswith(ADMIN)]


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


def somebody(canary: Canary) -> Any:
    """An account that belongs to no group."""
    return get_user_model().objects.create_user("somebody")


def an_editor(canary: Canary) -> Any:
    """Who works in the admin, on an open page and what stands below it, and may choose among uploads of their own."""
    editor, group = get_user_model().objects.create_user("an editor"), Group.objects.create(name="Editors of one page")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=canary.open, permission=change)
    own = Collection.get_first_root_node().add_child(name="Open")
    for codename in ("choose_image", "choose_document"):
        allowed = Permission.objects.get(codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=allowed)
    editor.groups.add(group)
    return editor


@pytest.mark.parametrize("who", [somebody, an_editor])
def test_a_login_opens_nothing_by_itself(canary: Canary, client: Client, who: Callable[[Canary], Any]) -> None:
    """Whoever is logged in and no member meets nothing of it, wherever they look outside the admin, also where they
    know the address; uploads are not theirs either."""
    client.force_login(who(canary))
    known = all_doors(canary)
    open_doors = [door for door in public_doors(canary) if not door.route.startswith(ADMIN)]
    heard = walk(client, open_doors, {}) | listen(client, [door.address for door in known], {})
    assert told(heard, canary) == {}
    uploads = [door.address for door in known if door.route.startswith(("files/", "images/"))]
    assert [heard[address][:3] for address in uploads] == ["404", "404"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_strangers_send_tells_them_nothing(canary: Canary, client: Client, method: str) -> None:
    """At every door, also where they know the address: no error of ours, nothing of it, and nothing is changed outside
    the forms."""
    addresses = {door.address: door.route for door in (*all_doors(canary), *public_doors(canary))}
    heard = {address: said(client, address, method=method) for address in addresses}
    assert told(heard, canary) == {}
    assert [address for address, answer in heard.items() if answer[0] == "5"] == []
    # The admin and the login are forms for people, and without a route middleware answers.
    read = {address for address, route in addresses.items() if route and not route.startswith((ADMIN, "_util/"))}
    forms = {address for address in read if address.startswith("/api/v1/forms/")}
    assert {heard[address][:3] for address in read - forms} <= {"301", "302", "404", "405"}
    assert {heard[address][:3] for address in forms} <= ({"400", "404"} if method == "post" else {"405"})


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
    found = all_doors(canary)
    heard = listen(client, [door.address for door in found], key)
    unasked = [address for door in found if heard[door.address][:3] == "400" for address in door.asked]
    heard |= listen(client, unasked, key)
    silent = {door.route for door in found} - {route_of(found, a) for a, said in heard.items() if canary.found_in(said)}
    assert {reason_of(route) for route in silent - OUTSIDE} == set(SILENT)
    kept = [key for key, value in cached().items() if canary.found_in(key + value)]
    assert [key for key in kept if "wagtail-rendition" not in key] == []  # by picture, and read behind the gate only
