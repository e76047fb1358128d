"""A name is looked up once, in time, and everything it leads to must be public."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from integrations.http import DoorError, Request, names, send
from integrations.http.names import addresses_of
from tests.hostile_server import HostileServer, answering
from tests.integrations.http.bounds import in_time
from tests.services import NEVER

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
Resolver = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[list[str]]], list[bytes]]:
    """Lets the resolver give prepared answers, one after the other; the result lists what it was asked."""
    real: Resolver = socket.getaddrinfo

    def prepare(answers: list[list[str]]) -> list[bytes]:
        questions: list[bytes] = []

        def resolver(host: Any, *args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
            if isinstance(host, str):
                return real(host, *args, **kwargs)
            questions.append(host)
            return [(None, None, 0, "", (address, 0)) for address in answers[len(questions) - 1]]

        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        return questions

    return prepare


def test_search_domains_are_not_tried(asked: Callable[[list[list[str]]], list[bytes]]) -> None:
    """A name is asked for with its final dot, so that it never means a neighbour of ours."""
    questions = asked([["127.0.0.1"]])
    with HostileServer(answering(NO_CONTENT)) as server:
        send(Request("GET", server.url(host="example.org")))
    assert questions == [b"example.org."]


def test_a_name_that_changes_its_mind_is_taken_by_its_first_word(asked: Callable[..., list[bytes]]) -> None:
    """Rebinding: the address that was vetted is the one that is called, whatever the name says a moment later."""
    questions = asked([["127.0.0.1"], ["127.0.0.2"]])
    with HostileServer(answering(NO_CONTENT), address="127.0.0.2") as canary:
        with pytest.raises(DoorError, match="refused"):
            send(Request("GET", canary.url(host="example.org")))
        assert canary.visits == 0
    assert questions == [b"example.org."]


@pytest.mark.parametrize("forbidden", ["127.0.0.1", "::ffff:127.0.0.1", "169.254.169.254", "64:ff9b::7f00:1"])
def test_one_forbidden_address_refuses_the_name(asked: Any, settings: Settings, forbidden: str) -> None:
    """A name that leads to public addresses and one that is not leads nowhere."""
    settings.OUTBOUND_ALLOW_LOOPBACK = False
    asked([["8.8.8.8", "2606:4700:4700::1111", forbidden]])
    with HostileServer(answering(NO_CONTENT)) as canary:
        with pytest.raises(DoorError, match="not on the public internet") as caught:
            send(Request("GET", canary.url(host="example.org")), before_connect=pytest.fail)
        assert canary.visits == 0
    assert (caught.value.written, caught.value.refused) == (False, True)


def test_the_next_address_is_tried(asked: Callable[..., list[bytes]]) -> None:
    """When nobody listens at the first address, the second one is called."""
    asked([["127.0.0.3", "127.0.0.1"]])
    with HostileServer(answering(NO_CONTENT)) as server:
        answer = send(Request("GET", server.url(host="example.org")))
    assert (answer.status, answer.peer) == (204, "127.0.0.1")


def test_a_name_without_addresses_is_no_effect(asked: Callable[..., list[bytes]]) -> None:
    """An empty answer of the resolver is a failure that may be tried again."""
    asked([[]])
    with pytest.raises(DoorError, match="no address") as caught:
        send(Request("GET", "http://example.org/"))
    assert (caught.value.written, caught.value.refused) == (False, False)


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up ends after its time; asking again for the same name takes no second thread."""
    answered, threads = threading.Event(), []

    def hang(*args: object, **kwargs: object) -> list[object]:
        threads.append(threading.current_thread())
        answered.wait(NEVER)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(names, "SECONDS", 0.1)
    for _ in range(3):
        with pytest.raises(DoorError, match="look-up: timed out") as caught:
            send(Request("GET", "http://hanging.example.org/"))
        assert not caught.value.written
    answered.set()
    assert len(threads) == 1
    threads[0].join(NEVER)


def test_a_look_up_is_under_the_deadline_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request with less time than a look-up may take does not wait longer than it has."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(NEVER) and [])
    with in_time(), pytest.raises(DoorError, match="look-up: not finished after 1 s") as caught:
        send(Request("GET", "http://slow.example.org/", deadline=1))
    answered.set()
    assert (caught.value.written, caught.value.refused) == (False, False)


def test_the_number_of_lookups_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When as many names hang as may be under way, the next one fails at once."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(NEVER) and [])
    lookups = names.Lookups()
    pending = [lookups.ask(f"{number}.example.org") for number in range(names.MOST_AT_ONCE)]
    with pytest.raises(OSError, match="too many"):
        lookups.ask("one-more.example.org")
    answered.set()
    assert [future.result(NEVER) for future in pending] == [[]] * names.MOST_AT_ONCE


def test_an_unknown_name_may_be_known_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the resolver does not know is no effect, and not refused for good."""

    def unknown(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(DoorError, match="not known") as caught:
        send(Request("GET", "http://unknown.example.org/"))
    assert (caught.value.written, caught.value.refused) == (False, False)


def test_numbers_and_localhost_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is its own answer, and localhost is always this machine."""
    monkeypatch.setattr(socket, "getaddrinfo", pytest.fail)
    assert [str(address) for host in ("8.8.8.8", "::1", "localhost") for address in addresses_of(host)] == [
        "8.8.8.8",
        "::1",
        "127.0.0.1",
    ]
