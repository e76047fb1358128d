"""Who speaks TLS with us must prove its name to the system's roots, in time."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from integrations.http import DoorError, Request, send
from integrations.http.connection import tls_context
from tests.authority import Authority
from tests.hostile_server import Behaviour, HostileServer, Visit, answering
from tests.integrations.http.bounds import bounded_attempt

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Authority]:
    """An authority that is the system's only root for this test."""
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    tls_context.cache_clear()
    yield authority
    tls_context.cache_clear()


def failure(server: HostileServer, host: str = "localhost") -> DoorError:
    """How a request to that server, under TLS, fails: in time, and before a byte of it is written."""
    error = bounded_attempt(server, server.url(host=host).replace("http:", "https:"), b"secret")
    assert isinstance(error, DoorError)
    assert (error.written, error.refused) == (False, False)
    return error


def test_a_proven_name_is_spoken_to(authority: Authority) -> None:
    """With a certificate for the host's name from a trusted root the request arrives; a final dot changes nothing."""
    server = HostileServer(answering(NO_CONTENT), authority.server_for("localhost"))
    with server:
        assert send(Request("POST", server.url(host="localhost"), body=b"x")).status == 204
        assert send(Request("POST", server.url(host="localhost."), body=b"x")).status == 204


def test_the_name_is_sent_in_the_clear(authority: Authority) -> None:
    """A server of many names hears which one we want (SNI)."""
    context, heard = authority.server_for("localhost"), []
    context.sni_callback = lambda _socket, name, _context: heard.append(name)
    with HostileServer(answering(NO_CONTENT), context) as server:
        send(Request("POST", server.url(host="localhost")))
    assert heard == ["localhost"]


@pytest.mark.parametrize(
    "name, how, reason",
    [
        ("localhost", {"self_signed": True}, "self-signed certificate"),
        ("localhost", {"days_ago": 30}, "certificate has expired"),
        ("localhost", {"days_ago": -30}, "certificate is not yet valid"),
        ("example.org", {}, "Hostname mismatch"),
        ("*.localhost", {}, "Hostname mismatch"),
    ],
)
def test_a_bad_certificate_is_refused(authority: Authority, name: str, how: dict[str, Any], reason: str) -> None:
    """Of its own making, of another time, for another name: it proves nothing, and not a byte is written."""
    assert reason in str(failure(HostileServer(answering(NO_CONTENT), authority.server_for(name, **how))))


def test_an_address_needs_a_certificate_too(authority: Authority) -> None:
    """Who is called by number must prove the number."""
    error = failure(HostileServer(answering(NO_CONTENT), authority.server_for("localhost")), host="127.0.0.1")
    assert "IP address mismatch" in str(error)


def test_old_tls_is_refused(authority: Authority) -> None:
    """TLS 1.1 is not spoken."""
    context = authority.server_for("localhost")
    with pytest.warns(DeprecationWarning, match="TLS"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLS"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    assert "connection: " in str(failure(HostileServer(answering(NO_CONTENT), context)))


def drip_a_handshake(visit: Visit) -> None:
    visit.drip(b"\x16\x03\x03\x40\x00" + bytes(0x4000))


def reset_after_a_byte(visit: Visit) -> None:
    visit.sock.recv(1)
    visit.reset()


NO_HANDSHAKES: dict[str, tuple[Behaviour, str]] = {
    "stalled": (Visit.wait, "not finished after 1 s"),
    "dripped": (drip_a_handshake, "not finished after 1 s"),
    "plain HTTP": (lambda visit: visit.say(NO_CONTENT), "connection: "),
    "endless noise": (lambda visit: visit.endlessly(b"\xff" * 65536), "connection: "),
    "ended": (Visit.hang_up, "connection: "),
    "reset": (reset_after_a_byte, "connection: "),
}


@pytest.mark.parametrize("name", NO_HANDSHAKES)
def test_without_a_handshake_nothing_is_written(name: str) -> None:
    """The deadline holds while TLS is negotiated, and nothing of the request leaves before it is."""
    behaviour, reason = NO_HANDSHAKES[name]
    assert reason in str(failure(HostileServer(behaviour)))


def secure_early_refusal(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
    visit.wait(0.2)


def test_proxies_of_the_environment_are_not_used(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is secret is not carried through a tunnel of somebody's choosing either."""
    with (
        HostileServer(Visit.reset) as proxy,
        HostileServer(answering(NO_CONTENT), authority.server_for("localhost")) as server,
    ):
        for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert send(Request("POST", server.url(host="localhost"))).status == 204
    assert (proxy.visits, server.visits) == (0, 1)


def test_a_body_that_never_comes_ends_under_tls(authority: Authority) -> None:
    """The deadline ends a body under TLS, and the success stays one."""

    def stalled(visit: Visit) -> None:
        visit.request()
        visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi")
        visit.wait()

    with HostileServer(stalled, authority.server_for("localhost")) as server:
        answer = send(Request("POST", server.url(host="localhost"), deadline=1))
    assert (answer.status, answer.body, answer.truncated) == (200, b"hi", True)


def test_an_early_answer_counts_under_tls(authority: Authority) -> None:
    """Who refuses a large body without reading it has answered, under TLS too."""
    with HostileServer(secure_early_refusal, authority.server_for("localhost")) as server:
        assert send(Request("POST", server.url(host="localhost"), body=bytes(16_000_000), deadline=2)).status == 413
