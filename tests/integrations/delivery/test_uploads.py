"""A post with a picture, from the page to the service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrations.delivery.look import look_once
from integrations.models import Delivery, Destination
from integrations.sandbox.connect import demo_destinations
from tests.cms.content import article, home
from tests.flows.publishing.world import picture, published
from tests.sandbox_server import RunningSandbox, running_sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(settings: Settings, tmp_path: Path) -> Iterator[RunningSandbox]:
    """The stand-ins, with a Mastodon account connected that posts pictures."""
    settings.MEDIA_ROOT = tmp_path
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        (demo,) = (d for d in demo_destinations(running.port, running.data) if d["channel"] == "mastodon")
        Destination.objects.create(**demo, announce_delay=0)
        yield running


def publish_with_picture() -> None:
    page = article(title="Sleeping with a stiff neck", image=picture(), image_alt="A rolled towel")
    home().add_child(instance=page)
    published(page)


def test_page_is_posted_with_its_picture(sandbox: RunningSandbox) -> None:
    """The picture of a page stands beside the words, with its alternative text."""
    publish_with_picture()
    look_once()
    (stands,) = sandbox.statuses()
    assert stands["text"].startswith("Sleeping with a stiff neck\n\n")
    assert stands["alt"] == "A rolled towel"


def test_no_attempt_uploads_again_what_is_there(sandbox: RunningSandbox) -> None:
    """A picture that the server is still working on is remembered, and posted when it is through."""
    sandbox.spoil("mastodon-media", "processing:60")
    publish_with_picture()
    look_once()
    waiting = Delivery.objects.get()
    assert (waiting.state, list(waiting.uploads.values())) == ("ready", ["112000000000000001"])
    with sandbox.store.writing() as db:
        db.execute("UPDATE mastodon_media SET ready_at = 0")
    Delivery.objects.update(due_at=timezone.now())
    look_once()
    assert Delivery.objects.get().state == "sent"
    assert [status["picture"] for status in sandbox.statuses()] == ["/mastodon/media/112000000000000001"]
