"""Mastodon by the hands of others: a server that is none of ours, and a client that reads what we posted.

The server, mastodon_mock, is no real Mastodon either; it does not cut, count links or forget keys as Mastodon does.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence
from integrations.http import send
from tests.foreign import foreign_python, run_foreign
from tests.integrations.channels.samples import MARKER, account, shared
from tests.sandbox_server import running_sandbox
from tests.services import accepts, free_port, mortal, wait_until

pytestmark = pytest.mark.slow

MASTODON = channel("mastodon")
ACCOUNT = '[[seed.accounts]]\nusername = "meridian"\naccess_token = "a-token-for-tests"\n'
READER = """
import json, sys
from mastodon import Mastodon

client = Mastodon(api_base_url=sys.argv[1], access_token=sys.argv[2], version_check_mode="none")
print(json.dumps({"account": client.me().username, "statuses": client.account_statuses(client.me().id)}, default=str))
"""
WRITER = """
import json, sys
from mastodon import Mastodon

client = Mastodon(api_base_url=sys.argv[1], access_token=sys.argv[2], version_check_mode="none")
picture = client.media_post(sys.argv[3], mime_type="image/png", description="A square")
written = [client.status_post("Hello", media_ids=[picture], idempotency_key="k", language="en") for _ in range(2)]
client.status_update(written[0].id, "Hello again", media_ids=[picture])
gone = client.status_post("Goodbye")
client.status_delete(gone.id)
print(json.dumps([status.id for status in written], default=str))
"""
Foreign = Callable[..., Any]


@pytest.fixture(scope="session")
def python(pytestconfig: pytest.Config) -> Path:
    """A Python with Mastodon.py and mastodon_mock."""
    return foreign_python("mastodon", pytestconfig.cache.mkdir("foreign"))


@pytest.fixture
def client(python: Path) -> Foreign:
    """Runs a program that uses Mastodon.py, and gives what it says."""
    return partial(run_foreign, python)


@pytest.fixture
def server(python: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a mastodon_mock."""
    settings, port = tmp_path / "mock.toml", free_port()
    settings.write_text(ACCOUNT)
    command = [
        str(python),
        "-m",
        "mastodon_mock",
        "serve",
        "--in-memory",
        "--port",
        str(port),
        "--config",
        str(settings),
    ]
    with (tmp_path / "server.txt").open("wb") as said:
        process = subprocess.Popen(mortal(command, "KILL"), stdout=said, stderr=said, cwd=tmp_path)
        wait_until(lambda: accepts(("127.0.0.1", port)), "the start of mastodon_mock")
        yield f"http://127.0.0.1:{port}"
        process.kill()
        process.wait()


@pytest.fixture
def connected(server: str) -> Account:
    """An account on that server, about to post a picture."""
    config = {"server": server, "account": "meridian", "posts_as": "picture", "visibility": "unlisted"}
    message = shared(image="https://cms.example.org/images/towel.png", image_alt="A rolled towel", locale="de")
    payload = MASTODON.compose(message, config, MARKER)
    return account(config, {"access_token": "a-token-for-tests"}, payload=payload)


def test_another_client_reads_what_we_posted(connected: Account, client: Foreign) -> None:
    """Posted twice, a status with its picture stands once on a foreign server, as a foreign client sees it."""
    message, payload = shared(), connected.payload
    assert payload
    assert MASTODON.prepare(connected, send).outcome is Outcome.OK
    verdicts = [MASTODON.commit(payload, message, connected, send) for _ in range(2)]
    (stands,) = client(READER, connected.config["server"], connected.secret["access_token"])["statuses"]
    assert {verdict.remote_id for verdict in verdicts} == {stands["id"]}
    assert (stands["visibility"], stands["language"]) == ("unlisted", "de")
    assert f"?m={MARKER}" in stands["content"]
    assert [picture["description"] for picture in stands["media_attachments"]] == ["A rolled towel"]


def test_on_another_server_a_post_is_found_corrected_and_taken_back(connected: Account, client: Foreign) -> None:
    """A foreign server takes every request of ours, and its answers are understood."""
    plain = replace(connected, config={**connected.config, "posts_as": "link"})
    payload = MASTODON.compose(shared(), plain.config, MARKER)
    assert MASTODON.probe(plain, send).outcome is Outcome.OK
    posted, since = MASTODON.commit(payload, shared(), plain, send), datetime.now(UTC) - timedelta(minutes=5)
    assert MASTODON.lookup(MARKER, plain, since, send).remote_id == posted.remote_id
    news = MASTODON.revise(shared(title="Sleeping well"), plain.config, MARKER, payload)
    assert MASTODON.update(posted.remote_id, news, plain, send).outcome is Outcome.OK
    (stands,) = client(READER, plain.config["server"], plain.secret["access_token"])["statuses"]
    assert "Sleeping well" in stands["content"]
    assert [MASTODON.retract(posted.remote_id, plain, send).outcome for _ in range(2)] == [Outcome.OK, Outcome.OK]
    assert MASTODON.lookup(MARKER, plain, since, send).presence is Presence.ABSENT


def test_our_stand_in_is_mastodon_enough_for_another_client(client: Foreign, tmp_path: Path) -> None:
    """Mastodon.py posts to the stand-in with a picture and a key, changes, deletes and reads there."""
    ours = account({}, {})
    picture = tmp_path / "square.png"
    picture.write_bytes(ours.uploads.load("")[0])
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        connected = sandbox.account("mastodon")
        where = (sandbox.address, connected.secret["access_token"])
        assert len({*client(WRITER, *where, str(picture))}) == 1
        read = client(READER, *where)
        (stands,) = sandbox.statuses()
    assert (stands["text"], stands["alt"], stands["edited"]) == ("Hello again", "A square", True)
    assert (read["account"], [status["id"] for status in read["statuses"]]) == ("meridian_demo", [stands["id"]])
