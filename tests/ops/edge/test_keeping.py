"""A real nginx in front, with the configuration that we ship: what it keeps."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.signals import request_started
from pytest_django import Settings

from cms.publications import edge
from tests.flows.publishing.world import World
from tests.nginx import Nginx
from tests.ops.edge.asking import API, ask, detail, kept
from tests.services import wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # nginx does not know of our database
]


def test_what_everybody_may_read_is_kept(nginx: Nginx, world: World) -> None:
    """The second reader gets the same bytes and validators from nginx, also as a 304 or without the body."""
    first, second = ask(nginx, detail(world.two)), ask(nginx, detail(world.two))
    assert [answer.headers["X-Cache"] for answer in (first, second)] == ["MISS", "HIT"]
    told = ("ETag", "Cache-Control", "Vary", "Content-Type", "Surrogate-Key")
    assert [first.headers[name] for name in told] == [second.headers[name] for name in told]
    assert first.content == second.content
    unchanged = ask(nginx, detail(world.two), **{"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.headers["X-Cache"]) == (304, "HIT")
    head = ask(nginx, detail(world.two), "HEAD")
    assert (head.status_code, head.content, head.headers["X-Cache"]) == (200, b"", "HIT")


def test_what_is_missing_is_not_kept(nginx: Nginx, world: World) -> None:
    """An error is asked for anew each time: what is missing now may be published in a second."""
    for path in (f"{API}/documents/{uuid4()}/", f"{API}/nothing/", f"{API}/articles/?colour=red", "/feeds/xyz/"):
        assert [ask(nginx, path).headers["X-Cache"] for _ in range(2)] == ["MISS", "MISS"], path


def test_one_asks_for_all(nginx: Nginx, world: World) -> None:
    """Fifty readers who come at once for what is not kept yet cost the application one request."""
    asked: list[str] = []
    barrier, place = Barrier(50), detail(world.two)
    ask(nginx, f"{API}/")  # whatever the first request takes to get going

    def count(environ: dict[str, str], **_: Any) -> None:
        asked.append(environ["PATH_INFO"])

    def read(_: int) -> bytes:
        barrier.wait()
        return ask(nginx, place).content

    request_started.connect(count)
    try:
        with ThreadPoolExecutor(50) as readers:
            answers = set(readers.map(read, range(50)))
    finally:
        request_started.disconnect(count)
    assert (len(answers), asked) == (1, [place])


def test_what_grew_old_is_shown_while_it_is_asked_for(nginx: Nginx, world: World, settings: Settings) -> None:
    """`stale-while-revalidate` holds as long as nothing changes; a 304 makes the old copy fresh, without a new body."""
    settings.API_CACHE_CONTROL = "public, max-age=1, stale-while-revalidate=3600"
    place = detail(world.two)
    ask(nginx, place)
    wait_until(lambda: ask(nginx, place).headers["X-Cache"] == "STALE", "its being shown stale")
    wait_until(lambda: kept(nginx, place), "its being fresh again")
    settings.API_CACHE_CONTROL = "public, max-age=1"
    edge.renew()
    ask(nginx, place)
    wait_until(lambda: ask(nginx, place).headers["X-Cache"] == "REVALIDATED", "its being asked for again")


def test_an_address_is_kept_as_it_was_asked_for(nginx: Nginx, world: World, settings: Settings) -> None:
    """Another host gets answers of its own, a made-up one is believed nowhere, and a long address does no harm."""
    settings.ALLOWED_HOSTS = ["localhost", "other.example.org"]
    place = f"{API}/articles/"
    ask(nginx, place, **{"X-Forwarded-Host": "evil.example.org", "X-Forwarded-Port": "81"})
    assert kept(nginx, place)
    assert "evil" not in ask(nginx, place).text
    assert ask(nginx, place, Host="other.example.org").headers["X-Cache"] == "MISS"
    assert ask(nginx, place, Host="evil.example.org").status_code == 400
    assert ask(nginx, f"{API}/search/?q={'x' * 5000}").status_code in {200, 400}


def test_what_is_packed_is_kept_once(nginx: Nginx, world: World) -> None:
    """Whoever can unpack gets it packed, from one copy, and caches further on are told of it."""
    packed, plain = (ask(nginx, detail(world.two), **{"Accept-Encoding": how}) for how in ("gzip", "identity"))
    assert (packed.headers["Content-Encoding"], plain.headers["X-Cache"]) == ("gzip", "HIT")
    assert packed.content == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_without_a_version_nothing_is_kept(nginx: Nginx, world: World) -> None:
    """Where nginx cannot see what the application tells of changes, it asks the application each time."""
    shutil.rmtree(nginx.edge)
    assert [ask(nginx, detail(world.two)).headers["X-Cache"] for _ in range(2)] == ["BYPASS", "BYPASS"]
    edge.renew()
    ask(nginx, detail(world.two))
    assert kept(nginx, detail(world.two))
