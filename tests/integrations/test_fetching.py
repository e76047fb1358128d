import pytest
from django.conf import LazySettings

from integrations.fetching import fetch
from tests.hostile_server import HostileServer, answering

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture(autouse=True)
def _on_this_machine(settings: LazySettings) -> None:
    settings.OUTBOUND_ALLOW_HTTP = settings.OUTBOUND_ALLOW_LOOPBACK = True
    settings.OUTBOUND_PORTS = range(65536)


def test_a_file_comes_with_its_encoding() -> None:
    """The content is what was sent, and the encoding what the answer names."""
    with HostileServer(answering(PAGE)) as server:
        assert fetch(server.url(), 5) == (b"hello", "iso-8859-1")


def test_more_than_an_answer_of_a_service_may_come() -> None:
    """The limit is the caller's: far more than the little that is read of the answer to a message."""
    body = b"x" * 100_000
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    with HostileServer(answering(head + body)) as server:
        assert fetch(server.url(), 100_000)[0] == body


@pytest.mark.parametrize(
    "answer, why",
    [
        (
            b"HTTP/1.1 301 Moved\r\nLocation: https://new.example.org/\r\n\r\n",
            "use the new address: https://new.example",
        ),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "compressed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n123456", "larger"),
        (b"nonsense", "answer"),
    ],
)
def test_what_is_no_file_says_why(answer: bytes, why: str) -> None:
    """Moved, missing, compressed, too large, no answer: an error that a person can act on."""
    with HostileServer(answering(answer)) as server, pytest.raises(OSError, match=why):
        fetch(server.url(), 5)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:8443/", "https://10.0.0.1/", "https://169.254.169.254/", "file:///etc/passwd"]
)
def test_addresses_inside_are_refused(settings: LazySettings, url: str) -> None:
    """Nothing is fetched from this machine, from its network, or from its files."""
    settings.OUTBOUND_ALLOW_HTTP = settings.OUTBOUND_ALLOW_LOOPBACK = False
    with pytest.raises(OSError, match=r"public internet|begins with https|not a complete"):
        fetch(url, 5)
