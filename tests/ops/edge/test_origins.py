"""A real nginx in front, with the configuration that we ship: what browsers read for pages of other sites."""

from collections.abc import Iterator
from itertools import permutations

import pytest
from pytest_django import Settings

from cms.publications import edge
from tests.application import own_application
from tests.flows.publishing.world import World
from tests.nginx import Nginx, running_nginx
from tests.ops.edge.asking import ask, detail, kept

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # nginx does not know of our database
]

NOBODY, SITE, SECOND, OTHER = "", "https://www.example.org", "https://app.example.org", "https://www.example.net"
LET_IN = {SITE, SECOND}


@pytest.fixture
def opened(world: World, settings: Settings) -> Iterator[Nginx]:
    """An nginx in front of an installation that lets two origins in, as `API_CORS_ORIGINS` does it."""
    settings.MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", *settings.MIDDLEWARE]
    settings.CORS_ALLOWED_ORIGINS = sorted(LET_IN)
    with own_application() as (site, _), running_nginx(site) as nginx:
        settings.EDGE_FOLDER = str(nginx.edge)
        edge.renew()
        yield nginx


def page_of(origin: str) -> dict[str, str]:
    """What a browser says of the page that asks."""
    return {"Origin": origin} if origin else {}


def told(origin: str) -> str:
    """Which origin the answer to a page has to name."""
    return origin if origin in LET_IN else NOBODY


def test_each_origin_gets_an_answer_for_itself(opened: Nginx, world: World) -> None:
    """Whoever came before, what is kept names an origin that is let in to that one alone, also in a 304."""
    place = detail(world.two)
    for turns in permutations((NOBODY, SITE, SECOND, OTHER)):
        edge.renew()
        for origin in turns * 2:
            answer = ask(opened, place, **page_of(origin))
            assert answer.headers.get("Access-Control-Allow-Origin", NOBODY) == told(origin), (turns, origin)
        for origin in turns:
            assert kept(opened, place, **page_of(origin))
            unchanged = ask(opened, place, **page_of(origin), **{"If-None-Match": answer.headers["ETag"]})
            assert unchanged.status_code == 304
            assert unchanged.headers.get("Access-Control-Allow-Origin", NOBODY) == told(origin), (turns, origin)


def test_caches_further_on_keep_origins_apart_as_well(opened: Nginx, world: World) -> None:
    """Every answer says that it depends on who asks, even one to nobody's page."""
    for origin in (NOBODY, SITE, OTHER):
        assert "origin" in ask(opened, detail(world.two), **page_of(origin)).headers["Vary"].lower()


def test_a_browser_that_asks_first_reaches_the_application(opened: Nginx, world: World) -> None:
    """A preflight is answered for its own origin, neither from what is kept nor into it."""
    place = detail(world.two)
    ask(opened, place)
    for origin in (SITE, OTHER, SECOND) * 2:
        wants = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
        answer = ask(opened, place, "OPTIONS", **page_of(origin), **wants)
        assert (answer.status_code, answer.content, "X-Cache" in answer.headers) == (200, b"", False)
        assert answer.headers.get("Access-Control-Allow-Origin", NOBODY) == told(origin)
    assert ask(opened, place).json()["title"] == "Two"
