"""An nginx in front of a published site."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cms.publications import edge
from tests.flows.publishing.world import World, build
from tests.nginx import Nginx, running_nginx


@pytest.fixture(scope="session")
def nginx(live_server: LiveServer) -> Iterator[Nginx]:
    """One for all tests: each begins with a version of its own."""
    with running_nginx(live_server.url) as nginx:
        yield nginx


@pytest.fixture
def world(settings: Settings, nginx: Nginx) -> World:
    """A published site. Its answers may be kept for an hour, so that only a new version brings new ones."""
    settings.API_CACHE_CONTROL = "public, max-age=3600, stale-while-revalidate=3600"
    settings.EDGE_FOLDER = str(nginx.edge)
    world = build()
    edge.renew()
    return world
