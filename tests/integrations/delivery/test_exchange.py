"""What an attempt remembers of what passed over the network."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from integrations import http
from integrations.channels.base import Account, Outcome, Uploads, Verdict
from integrations.delivery.exchange import Exchange
from integrations.http import DoorError, Request, Response
from integrations.policy import policy

SECRET = {"token": "open-sesame", "keys": ["whsec_c2VzYW1lc2VzYW1lc2VzYW1lc2VzYW1l"]}


def unchecked(_seconds: float) -> None:
    """There is always time."""


@pytest.fixture
def exchange() -> Exchange:
    """An exchange on behalf of an account with secrets."""
    account = Account({}, SECRET, datetime.now(UTC), dict, lambda _secret: None, Uploads(lambda _url: (b"", ""), dict))
    return Exchange(unchecked, account)


def test_no_secret_is_on_record(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither as we sent it nor as the remote echoes it."""
    echo = Response(200, [("x-echo", "Bearer open-sesame")], b'{"you sent": "open-sesame"}')
    monkeypatch.setattr(http, "send", lambda *_args, **_checks: echo)
    exchange(Request("POST", "https://example.org/?t=open-sesame", {"authorization": "Bearer open-sesame"}))
    record = exchange.record()
    assert "sesame" not in str(record)
    assert (record["status"], record["method"]) == (200, "POST")


def test_what_a_channel_says_can_be_stored(exchange: Exchange) -> None:
    """A remote's own words and numbers bring neither the secret nor what a database refuses."""
    said = Verdict(Outcome.REJECTED, "No\x00\n open-sesame " + "x" * 600, remote_id="7\x00" + "7" * 300)
    stored = exchange.storable(said)
    assert stored.detail.startswith("No\ufffd [redacted] xxx")
    assert stored.remote_id.startswith("7\ufffd777")
    assert (len(stored.detail), len(stored.remote_id)) == (500, 200)


def test_the_secret_before_its_renewal_is_one_too(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that was replaced between two requests may live on for hours."""
    monkeypatch.setattr(http, "send", lambda *_args, **_checks: Response(200, [], b"not open-sesame, new-sesame"))
    exchange(Request("POST", "https://example.org/"))
    assert exchange.account is not None
    exchange.account.secret = {"token": "new-sesame"}
    exchange(Request("POST", "https://example.org/"))
    assert exchange.record()["response_body"] == "not [redacted], [redacted]"


def test_a_request_gets_no_more_time_than_the_protocol_has(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease counts on the deadline, so a channel cannot lengthen it."""
    deadlines = []

    def send(request: Request, **_checks: Callable[[], None]) -> Response:
        deadlines.append(request.deadline)
        return Response(200, [], b"")

    monkeypatch.setattr(http, "send", send)
    exchange(Request("GET", "https://example.org/", deadline=1000))
    assert deadlines == [policy().deadline]


@pytest.mark.parametrize("written", [True, False])
def test_it_knows_whether_a_byte_may_have_left(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    """What decides between trying again and looking first."""

    def fail(*_args: object, **_checks: object) -> Response:
        raise DoorError("no answer", written=written)

    monkeypatch.setattr(http, "send", fail)
    with pytest.raises(DoorError):
        exchange(Request("GET", "https://example.org/"))
    assert exchange.written is written
