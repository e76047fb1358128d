"""A channel was added by following the README to the letter, and works."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from integrations.delivery.look import look_once
from integrations.models import Delivery
from tests.cms.content import article, published
from tests.hostile_server import HostileServer, Visit
from tests.integrations.channels import readme

pytestmark = pytest.mark.usefixtures("chat_room")
KEY = "k3y-of-the-room"


@pytest.fixture
def heard() -> list[bytes]:
    """What the room has got, request by request."""
    return []


@pytest.fixture
def room(heard: list[bytes]) -> Iterator[HostileServer]:
    """A chat server on this machine that takes every line."""

    def behaviour(visit: Visit) -> None:
        heard.append(visit.request())
        visit.say(b"HTTP/1.1 200 OK\r\n\r\nok")

    with HostileServer(behaviour) as server:
        yield server


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser in which an administrator is logged in."""
    client.force_login(User.objects.create_superuser("desk", password="x"))
    return client


def connect(desk: Client, room: HostileServer) -> None:
    """Connect the room in the admin, as a person would."""
    add = reverse("destinations:add")
    assert "Chat room" in desk.get(add).content.decode()
    form = {"name": "The team", "state": "active", "announce_delay": 0, "hourly_cap": 5}
    desk.post(f"{add}?channel={readme.NAME}", {**form, "server": room.url("/hooks"), "key": KEY})


@pytest.mark.django_db
def test_a_page_reaches_the_room_once(desk: Client, room: HostileServer, heard: list[bytes]) -> None:
    """Connected in the admin, the room hears of a page once, however often one looks, and the report says so."""
    connect(desk, room)
    page = published(article(title="First steps"))
    look_once()
    look_once()
    (request,) = heard
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(f"POST /hooks/{KEY} HTTP".encode())
    assert json.loads(body) == {"text": f"First steps\n{settings.WAGTAILADMIN_BASE_URL}{page.url}"}
    report = desk.get(reverse("integrations_deliveries")).content.decode()
    assert report.count("The line stands in the room") == 1


@pytest.mark.django_db
def test_its_key_stays_secret(desk: Client, room: HostileServer) -> None:
    """No page of the admin shows the key again: neither the form nor the report of a request that carried it."""
    connect(desk, room)
    published(article())
    look_once()
    sent = Delivery.objects.filter(state="sent").first()
    assert sent
    pages = [("integrations_delivery", sent.pk), ("destinations:edit", sent.destination_id)]
    shown = [desk.get(reverse(name, args=[pk])).content.decode() for name, pk in pages]
    assert [(KEY in page, "/hooks" in page) for page in shown] == [(False, True)] * 2


def test_the_installation_finds_nothing_wrong_with_it() -> None:
    """The system checks pass with the channel in the registry."""
    call_command("check", fail_level="WARNING")


def test_its_file_keeps_the_house_style() -> None:
    """What is on the page passes the linter and is formatted as `make lint` wants it."""
    name = f"integrations/channels/{readme.NAME}.py"
    for command in (["check"], ["format", "--check"]):
        asked = [sys.executable, "-m", "ruff", *command, "--stdin-filename", name, "-"]
        judged = subprocess.run(asked, input=readme.FILE, text=True, capture_output=True, cwd=readme.ROOT, check=False)
        assert judged.returncode == 0, judged.stdout + judged.stderr
