"""The whole way, with a hub of foreign make: from a publication to whoever has subscribed to a feed."""

from collections.abc import Iterator

import pytest
import requests
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from integrations.channels.websub import WebSub
from integrations.delivery.look import look_once
from tests.flows.publishing.steps import edited
from tests.flows.publishing.world import World, build, published
from tests.integrations.fakes import Clock, make_destination
from tests.services import NEVER
from tests.websub_hub import running_hub
from tests.websub_subscriber import Subscriber

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # neither hub nor subscriber knows of our database
]


@pytest.fixture(scope="module")
def hub() -> Iterator[str]:
    with running_hub() as address:
        yield address


@pytest.fixture
def world(hub: str, live_server: LiveServer, settings: Settings) -> World:
    """A published site at a real address, whose feeds name the hub."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    world = build()
    call_command("reconcile_publications", verbosity=0)
    make_destination(channel=WebSub.name, config={"hub": hub})
    return world


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    with Subscriber() as subscriber:
        yield subscriber


def work(now: Clock) -> None:
    """What the workers do until everything is told."""
    look_once()
    now.pass_(WebSub.capabilities.gather_seconds)
    look_once()


def test_news_is_pushed_to_whoever_subscribed(
    world: World, live_server: LiveServer, subscriber: Subscriber, now: Clock
) -> None:
    """Signed by the hub, in the feed of each format, and as the feed reads at its address."""
    feeds = [subscriber.subscribe(f"{live_server.url}/feeds/{form}/") for form in ("atom", "rss", "json")]
    edited(world.two, title="Pressing for sleep")
    work(now)
    for feed in feeds:
        (pushed,) = subscriber.heard[feed]
        assert "Pressing for sleep" in pushed
        assert pushed == requests.get(feed, timeout=NEVER).text
    assert subscriber.forged == 0


def test_a_feed_hears_what_it_has_lost(
    world: World, live_server: LiveServer, subscriber: Subscriber, now: Clock
) -> None:
    """A page that loses its tag, and advice that is withdrawn, is gone from what is pushed next."""
    world.two.tags.set(["neck"])
    published(world.two)
    neck = subscriber.subscribe(f"{live_server.url}/feeds/atom/?tag=neck")
    elsewhere = subscriber.subscribe(f"{live_server.url}/feeds/atom/?tag=knee")
    everything = subscriber.subscribe(f"{live_server.url}/feeds/atom/")
    work(now)
    world.two.tags.set(["back"])
    published(world.two)
    work(now)
    world.two.unpublish()
    work(now)
    seen = {feed: [world.two.title in pushed for pushed in subscriber.heard[feed]] for feed in (neck, everything)}
    assert seen == {neck: [True, False], everything: [True, True, False]}
    assert subscriber.heard[elsewhere] == []
