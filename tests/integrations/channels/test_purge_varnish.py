"""The whole way, with a real Varnish in front: a change makes it drop what the change has touched, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.contrib.auth.models import Group
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cms.publications.models import Document
from integrations.delivery.look import look_once
from integrations.models import Delivery
from integrations.outbox.fan_out import head
from tests.cms.api.factories import api_key
from tests.flows.publishing.steps import edited
from tests.flows.publishing.world import World, build, gate
from tests.integrations.fakes import make_destination
from tests.services import NEVER
from tests.varnish import TOKEN, Varnish, is_kept, running_varnish

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # Varnish does not know of our database
]


@pytest.fixture
def world(settings: Settings) -> World:
    """A published site whose answers caches may keep for an hour, and serve stale for another."""
    settings.API_CACHE_CONTROL = "public, max-age=3600, stale-while-revalidate=3600"
    world = build()
    call_command("reconcile_publications", verbosity=0)
    return world


@pytest.fixture(scope="module")
def varnish(live_server: LiveServer) -> Iterator[Varnish]:
    with running_varnish(live_server.url) as varnish:
        yield varnish


@pytest.fixture
def api(varnish: Varnish, world: World) -> str:
    """The API behind a Varnish that keeps nothing yet and is told of changes."""
    varnish.forget()
    config = {"cache": "varnish", "server": f"{varnish.address}/"}
    make_destination(channel="purge", config=config, secret={"token": TOKEN}, cursor=head())
    return f"{varnish.address}/api/v1"


def read(address: str) -> Any:
    return requests.get(address, timeout=NEVER).json()


def detail(api: str, page: Any) -> str:
    """The address of a page's document."""
    uid = Document.objects.get(kind="page", object_id=str(page.pk), audience="public").uid
    return f"{api}/documents/{uid}/"


def test_a_change_is_seen_at_once_and_the_rest_stays(world: World, api: str) -> None:
    """Detail, path, lists and feed are fresh after one look of a worker; other pages and other types stay kept."""
    two, old = detail(api, world.two), detail(api, world.old)
    path = f"{api}/documents/by-path/?path={read(two)['path']}"
    touched = [
        two,
        path,
        f"{api}/articles/",
        f"{api}/documents/?type=articles",
        f"{api.removesuffix('/api/v1')}/feeds/json/",
    ]
    untouched = [old, f"{api}/points/", f"{api}/people/"]
    for address in (*touched, *untouched):
        requests.get(address, timeout=NEVER)
        assert is_kept(address), address
    edited(world.two, title="Pressed at last")
    look_once()
    for address in touched:
        assert "Pressed at last" in requests.get(address, timeout=NEVER).text, address
    assert [is_kept(address) for address in untouched] == [True, True, True]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_withdrawn_advice_is_gone_at_once(world: World, api: str) -> None:
    """Neither kept nor served stale, by id or in a list, when it is unpublished or closed."""
    two, old = detail(api, world.two), detail(api, world.old)
    for address in (two, old, f"{api}/articles/"):
        assert requests.get(address, timeout=NEVER).status_code == 200
    world.two.unpublish()
    gate(world.old, world.group_a)
    look_once()
    assert [requests.get(address, timeout=NEVER).status_code for address in (two, old)] == [404, 404]
    assert {world.two.title, world.old.title}.isdisjoint(item["title"] for item in read(f"{api}/articles/")["items"])


def test_what_is_gated_is_never_kept(world: World, api: str) -> None:
    """A member's answer passes through without keys, and strangers get their own."""
    gate(world.old, world.group_a)
    call_command("reconcile_publications", verbosity=0)
    look_once()
    _, shown = api_key(Group.objects.get(pk=world.group_a.pk))
    uid = Document.objects.get(object_id=str(world.old.pk), kind="page", access="full").uid
    for _ in range(2):
        answer = requests.get(f"{api}/documents/{uid}/", headers=shown, timeout=NEVER)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert "Surrogate-Key" not in answer.headers
        assert requests.get(f"{api}/documents/{uid}/", timeout=NEVER).status_code == 404


def test_nobody_else_may_purge(api: str) -> None:
    """Without the token nothing is dropped, and the keys that caches know are not shown."""
    address = f"{api}/articles/"
    is_kept(address)
    asked = {"xkey-purge": "list-articles", "x-purge-token": "guess"}
    assert requests.request("PURGE", address, headers=asked, timeout=NEVER).status_code == 403
    assert is_kept(address)
    assert not {"Surrogate-Key", "xkey"} & set(requests.get(address, timeout=NEVER).headers)


def test_nobody_is_told_what_is_left_to_another(api: str, settings: Settings) -> None:
    """Who is answered from the cache was not counted, and hears nothing of the limits of the one who was."""
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"address": "600/day", "key": ""}}
    fetched, kept = (requests.get(f"{api}/articles/", timeout=NEVER) for _ in range(2))
    assert (fetched.headers["RateLimit-Policy"], kept.content) == ('"address";q=600;w=86400', fetched.content)
    assert "RateLimit" in fetched.headers
    assert not {"RateLimit", "RateLimit-Policy"} & kept.headers.keys()
