"""The receivers of docs/webhooks.md take what is really sent, and nothing else."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings

from cms.users.models import User
from integrations.delivery.look import look_once
from integrations.models import Destination
from integrations.outbox.decisions import replay, send_test
from integrations.signing import new_private_key, new_secret, signed_headers
from tests.cms.content import article, published
from tests.examples.receivers import Receiver, call, packages, receiving
from tests.services import require

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # receivers do not know of our database
    pytest.mark.xdist_group("webhook receivers"),
]

KINDS = ["python", "javascript", "go", "go-v1a"]
ROOT = Path(settings.BASE_DIR)
BODY = json.dumps({"type": "document.test", "data": {"uid": "", "path": "", "version": 0}}).encode()


@pytest.fixture(scope="session")
def build(pytestconfig: pytest.Config) -> Path:
    """Where programs are built; kept from run to run."""
    return pytestconfig.cache.mkdir("webhook-receivers")


@pytest.fixture(scope="session", params=KINDS)
def receiver(
    request: pytest.FixtureRequest, build: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Receiver]:
    """A receiver in each language; in Go also one that knows nothing but a public key."""
    with receiving(request.param, build, tmp_path_factory.mktemp("receiver") / "output.txt") as found:
        yield found


@pytest.fixture
def destination(receiver: Receiver) -> Destination:
    """The receiver as a destination in the middle of a rotation: the receiver does not know the new keys yet."""
    keys = [new_secret(), new_private_key(), receiver.key]
    config = {"url": receiver.url, "payload": "full", "signature": "both"}
    return Destination.objects.create(name="Ours", channel="webhook", config=config, secret={"signing_secrets": keys})


@pytest.mark.django_db
def test_what_is_published_arrives_and_counts_once(receiver: Receiver, destination: Destination) -> None:
    """A real delivery is accepted; sent again under the same id, it is accepted and dropped."""
    page = published(article(title="Für den Rücken"))
    look_once()
    for delivery in destination.deliveries.all():
        assert (delivery.state, delivery.detail) == ("sent", "Received with 204")
        replay(delivery, User.objects.create_user(f"desk-{delivery.pk}"))
    look_once()
    assert set(destination.deliveries.values_list("state", "attempts")) == {("sent", 2)}
    assert receiver.lines().count(f"document.published {unquote(page.url)}") == 1


@pytest.mark.django_db
def test_a_test_message_arrives(receiver: Receiver, destination: Destination) -> None:
    """It is signed like any other."""
    before = len(receiver.lines())
    delivery = send_test(destination, User.objects.create_user("desk"))
    look_once()
    delivery.refresh_from_db()
    assert (delivery.state, [line.strip() for line in receiver.lines()[before:]]) == ("sent", ["document.test"])


def test_what_is_forged_is_refused(receiver: Receiver) -> None:
    """Another key, another body, another id, another time, and what is no signature at all."""
    now = datetime.now(UTC)
    right = signed_headers("msg_right", now, BODY, [receiver.key])
    stranger = new_private_key() if receiver.key.startswith("whsk_") else new_secret()
    forged = [
        (BODY, signed_headers("msg_1", now, BODY, [stranger])),
        (BODY + b" ", right),
        (BODY, {**right, "webhook-id": "msg_2"}),
        (BODY, {**right, "webhook-timestamp": str(int(now.timestamp()) + 1)}),
        (BODY, signed_headers("msg_3", now - timedelta(minutes=6), BODY, [receiver.key])),
        (BODY, signed_headers("msg_4", now + timedelta(minutes=6), BODY, [receiver.key])),
        (BODY, {**right, "webhook-signature": "v1,not base64 v1a v1"}),
        (BODY, {**right, "webhook-timestamp": "soon"}),
        (BODY, {}),
    ]
    assert [receiver.post(body, headers) for body, headers in forged] == [401] * len(forged)
    assert receiver.post(BODY, right) == 204


def test_an_older_version_that_comes_late_is_dropped(receiver: Receiver) -> None:
    """It is received, or it would be sent again; but it changes nothing."""
    for version in (7, 6):
        told = {"type": "document.updated", "data": {"uid": "late", "path": f"/v{version}/", "version": version}}
        body = json.dumps(told).encode()
        headers = signed_headers(f"msg_late_{version}", datetime.now(UTC), body, [receiver.key])
        assert receiver.post(body, headers) == 204
    assert [line for line in receiver.lines() if line.endswith(("/v7/", "/v6/"))] == ["document.updated /v7/"]


def test_svix_takes_our_signatures(build: Path) -> None:
    """So does the library that many receivers already have, while two secrets sign."""
    old, new = new_secret(), new_secret()
    headers = signed_headers("msg_svix", datetime.now(UTC), BODY, [new, new_private_key(), old])
    program = packages(build) / "svix.mjs"
    program.write_text(
        'import { Webhook } from "svix";\n'
        "const [secret, headers, body] = process.argv.slice(2);\n"
        "new Webhook(secret).verify(body, JSON.parse(headers));\n"
        'console.log("right");\n'
    )
    words = [require("node"), str(program), old, json.dumps(headers), BODY.decode()]
    assert call(words, program.parent).strip() == "right"


def test_the_guide_names_every_receiver() -> None:
    """Who reads it finds the programs."""
    guide = (ROOT / "docs" / "webhooks.md").read_text()
    names = [path.name for path in (ROOT / "examples" / "webhooks").glob("receiver.*")]
    assert [name for name in names if f"../examples/webhooks/{name}" not in guide] == []
    assert len(names) == 3
