"""Planted secrets are found nowhere, although every remote repeats them in its answers, written in every way."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from integrations.channels import CHANNELS
from integrations.channels.base import Account, Uploads
from integrations.channels.outcomes import Verdict
from integrations.delivery.look import look_once
from integrations.http import DoorError, Request, Response, send
from integrations.models import Delivery, Destination
from tests.hostile_server import Behaviour, HostileServer, Visit, answering
from tests.integrations.fakes import Clock, make_delivery, make_destination
from tests.integrations.planted import SECRETS, config, found, repeating, strings, written
from tests.log_lines import lines_written

ENDINGS: dict[str, Callable[[list[str]], Behaviour]] = {
    "taken": lambda secrets: repeating("200", secrets),
    "refused": lambda secrets: repeating("400", secrets),
    "unauthorised": lambda secrets: repeating("401", secrets),
    "gone": lambda secrets: repeating("410", secrets),
    "too many": lambda secrets: repeating("429", secrets),
    "broken": lambda secrets: repeating("503", secrets),
    "nonsense": lambda secrets: answering(" ".join(secrets).encode() + b"\r\n"),
    "cut nonsense": lambda secrets: answering(b"x" * 286 + secrets[-1].encode() + b"\r\n"),
    "cut body": lambda secrets: answering(b"HTTP/1.1 500 Odd\r\n\r\n" + b"x" * (16 * 1024 - 14) + secrets[-1].encode()),
    "reset": lambda secrets: Visit.reset,
}


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """All that is logged, at every level, for a terminal and as JSON."""
    with lines_written(as_json=(True, False)) as written_down:
        yield written_down


def tell(channel: str, behaviour: Behaviour, now: Clock) -> Delivery:
    """A delivery to a remote that behaves like that, tried and looked for as often as the protocol does at first."""
    with HostileServer(behaviour) as server:
        destination = make_destination(
            channel=channel, config=config(channel, server.url()[:-1]), secret=SECRETS[channel]
        )
        delivery = make_delivery(destination)
        for _ in range(3):
            look_once()
            now.pass_(60)
        assert server.visits
    delivery.refresh_from_db()
    return delivery


def database() -> str:
    """Every cell of every table, and what sessions hold."""
    cells: list[Any] = [session.get_decoded() for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            cells += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
    return "\n".join(map(str, cells))


@pytest.mark.parametrize("channel", SECRETS)
def test_the_search_finds_what_a_remote_says(channel: str) -> None:
    """Every way in which the remotes of these tests write a secret is one in which it would be found."""
    for secret in strings(channel):
        for way in written(secret):
            assert found(f"before {way} after", channel)


@pytest.mark.django_db
@pytest.mark.parametrize("channel", SECRETS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_no_answer_brings_a_secret_into_the_database_or_the_logs(
    now: Clock, lines: StringIO, channel: str, ending: str
) -> None:
    """However an attempt ends, what is written down of it holds no secret."""
    delivery = tell(channel, ENDINGS[ending](strings(channel)), now)
    assert delivery.attempt_rows.filter(finished_at__isnull=False).exists()
    assert found(database(), channel) == []
    assert found(lines.getvalue(), channel) == []


@pytest.mark.django_db
@pytest.mark.parametrize("channel", SECRETS)
def test_no_mistake_of_a_channel_tells_a_secret(
    now: Clock, lines: StringIO, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception with secrets in it, and in its causes, reaches neither the report nor the logs with them."""

    def crash(_self: object, _payload: object, _message: object, account: Account, send: Any) -> Verdict:
        address = next(account.config[setting.name] for setting in CHANNELS[channel].settings if setting.address)
        answer = send(Request("POST", address))
        try:
            raise KeyError(strings(channel)[-1])
        except KeyError as error:
            raise RuntimeError(answer.text, account.secret) from error

    monkeypatch.setattr(type(CHANNELS[channel]), "commit", crash)
    delivery = tell(channel, repeating("200", strings(channel)), now)
    assert "RuntimeError" in delivery.attempt_rows.earliest("number").detail
    assert found(database(), channel) == []
    assert "RuntimeError" in lines.getvalue()
    assert found(lines.getvalue(), channel) == []


@pytest.mark.django_db
@pytest.mark.parametrize("channel", SECRETS)
def test_no_page_of_the_admin_shows_a_secret(now: Clock, client: Client, channel: str) -> None:
    """Lists, forms, reports and their exports, also while a form is refused with new secrets in it."""
    client.force_login(User.objects.create_superuser("desk", password="x"))
    deliveries = [tell(channel, ENDINGS[ending](strings(channel)), now) for ending in ("taken", "broken")]
    pages = [client.get(url, follow=True) for url in addresses(deliveries)]
    destination = deliveries[0].destination
    secrets = {name: str(value).replace(":", "") for name, value in destination.secret.items()}
    typed = {**destination.config, **secrets, "name": ""}
    pages.append(client.post(reverse("destinations:edit", args=[destination.pk]), typed))
    assert [page.status_code for page in pages] == [200] * len(pages)
    texts = [(page.getvalue() if page.streaming else page.content).decode() for page in pages]
    texts += [str(page.headers) for page in pages] + [str(client.cookies)]
    different_lines = {line for text in texts for line in text.splitlines()}
    assert found("\n".join(different_lines), channel) == []


def addresses(deliveries: list[Delivery]) -> list[str]:
    """Every page of the admin on which a destination or a delivery is shown."""
    destination = deliveries[0].destination
    names = ("wagtailadmin_home", "destinations:index", "integrations_deliveries", "integrations_waiting")
    export = f"{reverse('integrations_deliveries')}?export=csv"
    parts = ("edit", "history", "usage", "delete")
    return [
        *map(reverse, names),
        export,
        *(reverse(f"destinations:{part}", args=[destination.pk]) for part in parts),
        *(reverse("integrations_delivery", args=[delivery.pk]) for delivery in deliveries),
    ]


@pytest.mark.django_db
def test_a_dump_holds_no_secret() -> None:
    """`dumpdata` writes secrets encrypted."""
    for channel, secret in SECRETS.items():
        make_destination(channel=channel, secret=secret)
    dump = StringIO()
    call_command("dumpdata", "integrations", stdout=dump)
    assert len(json.loads(dump.getvalue())) == len(SECRETS)
    assert [part for channel in SECRETS for part in found(dump.getvalue(), channel)] == []


@pytest.mark.parametrize("channel", SECRETS)
def test_nothing_that_holds_a_secret_shows_it(channel: str) -> None:
    """The `repr` of what passes through our hands can be logged by anybody."""
    said = " ".join(strings(channel))
    shown = [
        Request("POST", f"https://example.org/?token={said}", {"authorization": said}, said.encode()),
        Response(200, [("x-said", said)], said.encode()),
        Account(
            {}, SECRETS[channel], datetime.now(UTC), dict, lambda _secret: None, Uploads(lambda _url: (b"", ""), dict)
        ),
        Destination(name="example", channel=channel, secret=SECRETS[channel]),
    ]
    assert [part for one in shown for part in found(f"{one!r} {one}", channel)] == []


def test_a_request_that_cannot_be_made_says_nothing_of_its_secrets() -> None:
    """Neither the error of the door nor what led to it."""
    with pytest.raises(DoorError) as caught:
        send(Request("POST", "https://example.org/", {"authorization": f"{strings('x')[-1]}\r\nx: y"}))
    assert found(str(caught.getrepr(chain=True, style="short")), "x") == []
