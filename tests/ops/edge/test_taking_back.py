"""A real nginx in front, with the configuration that we ship: until when it shows what it has kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from pytest_django import Settings

from cms.api.views.details import DocumentDetail
from cms.publications import edge
from tests.application import own_application
from tests.cms.api.factories import api_key
from tests.flows.publishing.steps import edited
from tests.flows.publishing.world import World, gate
from tests.nginx import Nginx, running_nginx
from tests.ops.edge.asking import API, ask, detail, kept, places
from tests.services import NEVER, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # nginx does not know of our database
]


def withdraw(world: World) -> None:
    world.two.unpublish()


def close(world: World) -> None:
    gate(world.two, world.group_a)


def close_what_is_above(world: World) -> None:
    gate(world.articles, world.group_a)


def delete(world: World) -> None:
    world.two.delete()


def test_a_correction_is_seen_by_the_next_reader(nginx: Nginx, world: World) -> None:
    """Once it is published, its page, its path, its lists and its feed are fresh, although they might be kept on."""
    read = [place for place in places(world.two) if "search" not in place][:-1]
    for place in read:
        ask(nginx, place)
        assert kept(nginx, place), place
    edited(world.two, title="Said better", slug="better")
    for place in (detail(world.two), f"{API}/articles/", "/feeds/json/"):
        assert "Said better" in ask(nginx, place).text, place
    assert "/articles/better/" in ask(nginx, f"{API}/sitemap/").text


@pytest.mark.parametrize("deed", [withdraw, close, close_what_is_above, delete])
def test_what_is_taken_back_is_gone_for_the_next_reader(
    nginx: Nginx, world: World, deed: Callable[[World], None]
) -> None:
    """Nothing of it is shown once more, at any place, although it might be kept on; its picture is gone as well."""
    told, read = world.two.summary, places(world.two)
    before = [ask(nginx, place) for place in read]
    assert [told in answer.text for answer in before] == [True] * 4 + [False, True, False]
    assert [kept(nginx, place) for place in read] == [True] * 7
    deed(world)
    after = [ask(nginx, place) for place in read]
    assert {answer.headers["X-Cache"] for answer in after} == {"MISS"}
    assert not any(told in answer.text for answer in after)
    assert [answer.ok for answer in after] == [False, False, True, True, True, True, False]


def test_what_is_being_made_during_a_withdrawal_is_not_kept(
    nginx: Nginx, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that was read before it and arrives after it reaches the one who had asked, and nobody else."""
    was_read, withdrawn, stored = Event(), Event(), DocumentDetail.stored

    def slow(view: DocumentDetail, document: Any) -> HttpResponse:
        answer = stored(view, document)
        was_read.set()
        withdrawn.wait(NEVER)
        return answer

    monkeypatch.setattr(DocumentDetail, "stored", slow)
    place = detail(world.two)
    with ThreadPoolExecutor(1) as reader:
        asked_before = reader.submit(ask, nginx, place)
        was_read.wait(NEVER)
        world.two.unpublish()
        withdrawn.set()
        assert asked_before.result().status_code == 200
    assert ask(nginx, place).status_code == 404


def test_a_dead_application_leaves_what_everybody_may_read(world: World, settings: Settings) -> None:
    """It is shown on, however old; not to members, not what was gated, and not once a worker has withdrawn it."""
    settings.API_CACHE_CONTROL = "public, max-age=1"
    gate(world.old, world.group_a)
    _, shown = api_key(Group.objects.get(pk=world.group_a.pk))
    public, gated = detail(world.two), detail(world.old)
    with own_application() as (site, kill), running_nginx(site) as nginx:
        settings.EDGE_FOLDER = str(nginx.edge)
        edge.renew()
        fresh = ask(nginx, public)
        assert ask(nginx, gated, **shown).status_code == 200
        kill()
        wait_until(lambda: ask(nginx, public).headers["X-Cache"] == "STALE", "its being shown stale")
        assert (ask(nginx, public).content, ask(nginx, public).status_code) == (fresh.content, 200)
        assert [ask(nginx, place, **shown).status_code for place in (public, gated)] == [502, 502]
        assert ask(nginx, gated).status_code == 502
        world.two.unpublish()
        assert ask(nginx, public).status_code == 502
