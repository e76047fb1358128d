"""The door sends exactly what it is given, to whom it may, and knows whether anything left the house."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest
from pytest_django import Settings

from integrations.http import DoorError, Request, send
from tests.hostile_server import HostileServer, Visit, answering
from tests.services import NEVER

NO_CONTENT = b"HTTP/1.1 204 No Content\r\nSet-Cookie: a=b\r\n\r\n"


def recording(heard: list[bytes]) -> Callable[[Visit], None]:
    """Keep the request, answer 204."""

    def behaviour(visit: Visit) -> None:
        heard.append(visit.request())
        visit.say(NO_CONTENT)

    return behaviour


def listening(heard: list[bytes]) -> HostileServer:
    """A server that keeps the first bytes it gets, the empty ones of a silent visitor too."""
    return HostileServer(lambda visit: heard.append(visit.sock.recv(100)))


def test_a_request_arrives_as_it_was_given() -> None:
    """Method, path, headers and body arrive; of our own we add what asks for a plain answer and no second request."""
    heard: list[bytes] = []
    with HostileServer(recording(heard)) as server:
        answer = send(Request("PUT", server.url("/a%20b?c=d"), {"X-Own": "e"}, b"f\x00g"))
    assert answer.peer == "127.0.0.1"
    head, _, body = heard[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "PUT /a%20b?c=d HTTP/1.1"
    own = ["User-Agent: Meridian", "Accept-Encoding: identity", "Connection: close", "Content-Length: 3"]
    assert lines[1:] == [f"Host: 127.0.0.1:{server.port}", *own, "X-Own: e"]
    assert body == b"f\x00g"


def test_stages_are_timed() -> None:
    """An answer says how many milliseconds each stage took, and all of them."""
    with HostileServer(answering(NO_CONTENT)) as server:
        spent = send(Request("GET", server.url())).milliseconds
    assert set(spent) == {"look-up", "connection", "request", "answer", "body", "total"}
    assert spent["total"] == sum(spent.values()) - spent["total"]


def test_the_environment_and_the_past_change_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Proxies, netrc and cookies of an earlier answer are not used."""
    heard: list[bytes] = []
    (tmp_path / "netrc").write_text("default login someone password something\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with HostileServer(Visit.reset) as proxy, HostileServer(recording(heard)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        for _ in range(2):
            send(Request("GET", server.url()))
        assert (proxy.visits, server.visits) == (0, 2)
    assert b"authorization" not in heard[1].lower()
    assert b"cookie" not in heard[1].lower()


class LeaseLost(Exception):
    """What a check of the delivery protocol raises."""


def lose_the_lease() -> None:
    raise LeaseLost


def test_the_first_check_prevents_the_connection() -> None:
    """What `before_connect` raises comes out unchanged, and nobody was connected to."""
    with HostileServer(answering(NO_CONTENT)) as server:
        with pytest.raises(LeaseLost):
            send(Request("GET", server.url()), before_connect=lose_the_lease)
        assert server.visits == 0


def test_the_second_check_prevents_the_first_byte() -> None:
    """What `before_first_byte` raises comes out unchanged, and the connection carried nothing."""
    heard: list[bytes] = []
    with listening(heard) as server, pytest.raises(LeaseLost):
        send(Request("POST", server.url(), body=b"x"), before_first_byte=lose_the_lease)
    assert heard == [b""]


def test_a_check_may_use_up_the_deadline() -> None:
    """After a check that took too long nothing is written, and the error says so."""
    heard: list[bytes] = []
    with listening(heard) as server, pytest.raises(DoorError, match=r"not finished after 1 s") as caught:
        send(Request("POST", server.url(), deadline=1), before_first_byte=lambda: sleep(1.1))
    assert heard == [b""]
    assert not caught.value.written


def test_nobody_there_is_no_effect() -> None:
    """A refused connection wrote nothing and may be tried again."""
    with HostileServer(Visit.reset) as server:
        port = server.port
    with pytest.raises(DoorError, match="refused") as caught:
        send(Request("GET", f"http://127.0.0.1:{port}/"))
    assert (caught.value.written, caught.value.refused) == (False, False)


@pytest.mark.parametrize("value", ["secret\r\nb: c", "secret\n", "secret\r", " secret", "secret\u2028"])
def test_an_unusable_header_is_no_effect(value: str) -> None:
    """A header that cannot be sent is found before anybody is connected to, and not repeated in the error."""
    with HostileServer(answering(NO_CONTENT)) as server:
        with pytest.raises(DoorError, match="cannot be prepared") as caught:
            send(Request("GET", server.url(), {"Authorization": value}))
        assert server.visits == 0
    assert "secret" not in str(caught.value)
    assert not caught.value.written


def test_a_header_of_ours_is_sent_once() -> None:
    """What a channel says itself replaces ours, however it is spelled, and no header is there twice."""
    heard: list[bytes] = []
    with HostileServer(recording(heard)) as server:
        send(Request("POST", server.url("?q=1"), {"user-agent": "Own/1", "CONTENT-length": "0"}))
    lines = heard[0].decode().split("\r\n")
    assert lines[0] == "POST /?q=1 HTTP/1.1"
    assert [line for line in lines if line.lower().startswith(("user-agent", "content-length"))] == [
        "user-agent: Own/1",
        "CONTENT-length: 0",
    ]


@pytest.mark.parametrize("url", [r"http://127.0.0.1:{port}\@example.org/", "http://example.org#@127.0.0.1:{port}/"])
def test_an_ambiguous_address_is_refused_at_send(url: str) -> None:
    """What parsers read in different ways goes nowhere, even if it was saved somehow."""
    with HostileServer(answering(NO_CONTENT)) as canary:
        with pytest.raises(DoorError) as caught:
            send(Request("GET", url.format(port=canary.port)))
        assert canary.visits == 0
    assert (caught.value.written, caught.value.refused) == (False, True)


def test_loopback_is_closed_by_default(settings: Settings) -> None:
    """Without the setting, this machine's own services see no connection."""
    settings.OUTBOUND_ALLOW_LOOPBACK = False
    with HostileServer(answering(NO_CONTENT)) as canary:
        for host in ("127.0.0.1", "127.1.2.3", "localhost"):
            with pytest.raises(DoorError, match="loopback") as caught:
                send(Request("GET", canary.url(host=host)))
            assert caught.value.refused
        assert canary.visits == 0


SEND_TWICE = """
import os, sys
from django.conf import settings
settings.configure(OUTBOUND_ALLOW_LOOPBACK=True, OUTBOUND_ALLOW_HTTP=True, OUTBOUND_PORTS=range(65536))
from integrations.http import Request, send
def status(deadline): return send(Request("GET", sys.argv[1], deadline=deadline)).status
assert status(5) == 204
child = os.fork()
if child == 0:
    os._exit(0 if status(5) == 204 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_the_door_works_after_a_fork() -> None:
    """A forked process gets threads of its own for look-ups and deadlines."""
    with HostileServer(answering(NO_CONTENT)) as server:
        done = subprocess.run([sys.executable, "-c", SEND_TWICE, server.url()], timeout=NEVER, check=False)
    assert done.returncode == 0
