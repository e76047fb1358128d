"""Whatever the other side does, a request ends by its deadline, is made once, and its outcome is right."""

import gzip
from time import monotonic

import pytest

from integrations.http import DoorError, Request, Response, send
from tests.hostile_server import Behaviour, HostileServer, Visit, answering

DEADLINE = 1.0
TOLERANCE = 0.5
MOST_BODY = 16 * 1024
OK = b"HTTP/1.1 200 OK\r\n"


def attempt(behaviour: Behaviour, body: bytes = b"{}") -> Response | DoorError:
    """Send one request to a server that behaves like that; however it ends, it ends in time, after one visit."""
    with HostileServer(behaviour) as server:
        began = monotonic()
        try:
            outcome: Response | DoorError = send(Request("POST", server.url(), body=body, deadline=DEADLINE))
        except DoorError as error:
            outcome = error
        assert monotonic() - began < DEADLINE + TOLERANCE
        assert server.visits == 1
        return outcome


def dripped_body(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Content-Length: 1000\r\n\r\n")
    visit.drip(b"x" * 1000)


def dripped_body_without_length(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"\r\n")
    visit.drip(b"x" * 1000)


def endless_body(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"\r\n")
    visit.endlessly(b"x" * 65536)


def endless_chunks(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    visit.endlessly(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")


def endless_trailers(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n")
    visit.endlessly(b"X-Trailer: more\r\n", pause=0.01)


def silence_after_the_head(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Content-Length: 5\r\n\r\n")
    visit.wait()


def redirect_with_endless_body(visit: Visit) -> None:
    visit.request()
    visit.say(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n")
    visit.endlessly(b"x" * 65536)


def broken_chunks(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nnonsense\r\n")
    visit.wait()


def reset_within_the_body(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Content-Length: 5\r\n\r\nhi")
    visit.wait(0.1)
    visit.reset()


UNTRUSTWORTHY_BODIES = {
    "dripped": (dripped_body, True),
    "dripped without length": (dripped_body_without_length, True),
    "endless": (endless_body, True),
    "endless chunks": (endless_chunks, True),
    "endless trailers": (endless_trailers, True),
    "silence": (silence_after_the_head, True),
    "broken chunks": (broken_chunks, True),
    "reset": (reset_within_the_body, True),
    "shorter than announced": (answering(OK + b"Content-Length: 10\r\n\r\nhi"), True),
    "two lengths": (answering(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!"), False),
    "length of nonsense": (answering(OK + b"Content-Length: -9x\r\n\r\nhi"), False),
    "length of 5,000 digits": (answering(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nhi"), False),
}


@pytest.mark.parametrize("name", UNTRUSTWORTHY_BODIES)
def test_no_body_turns_success_into_failure(name: str) -> None:
    """After a complete 2xx head the answer is a success of at most 16 KiB, and says when the body may be cut."""
    behaviour, truncated = UNTRUSTWORTHY_BODIES[name]
    answer = attempt(behaviour)
    assert isinstance(answer, Response)
    assert answer.status == 200
    assert len(answer.body) <= MOST_BODY
    assert answer.truncated is truncated


def test_a_redirect_is_an_answer() -> None:
    """A redirect is neither followed nor read to its end."""
    answer = attempt(redirect_with_endless_body)
    assert isinstance(answer, Response)
    assert (answer.status, answer.header("location"), len(answer.body)) == (302, "/elsewhere", MOST_BODY)


def test_a_body_is_never_decompressed() -> None:
    """Ten megabytes hidden in a compressed body stay hidden."""
    bomb = gzip.compress(bytes(10_000_000))
    answer = attempt(answering(OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb))
    assert isinstance(answer, Response)
    assert answer.body == bomb[:MOST_BODY]


INTERIM = {
    "processing": b"HTTP/1.1 102 Processing\r\n\r\n",
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n",
    "ten continues": b"HTTP/1.1 100 Continue\r\n\r\n" * 10,
}


@pytest.mark.parametrize("name", INTERIM)
def test_interim_answers_are_stepped_over(name: str) -> None:
    """The answer is the final one, and headers of interim ones are no headers of it."""
    answer = attempt(answering(INTERIM[name] + b"HTTP/1.1 204 No Content\r\nX-Final: yes\r\n\r\n"))
    assert isinstance(answer, Response)
    assert (answer.status, answer.headers) == (204, [("X-Final", "yes")])


def endless_continue(visit: Visit) -> None:
    visit.request()
    visit.endlessly(b"HTTP/1.1 100 Continue\r\n\r\n")


def dripped_status(visit: Visit) -> None:
    visit.request()
    visit.drip(OK * 10)


def dripped_headers(visit: Visit) -> None:
    visit.request()
    visit.say(OK)
    visit.drip(b"X-Header: value\r\n" * 100)


def silence(visit: Visit) -> None:
    visit.request()
    visit.wait()


def reset_before_the_status(visit: Visit) -> None:
    visit.request()
    visit.reset()


NO_ANSWERS = {
    "silence": (silence, "not finished after 1 s"),
    "dripped status": (dripped_status, "not finished after 1 s"),
    "dripped headers": (dripped_headers, "not finished after 1 s"),
    "endless continue": (endless_continue, "more than 10 interim answers"),
    "switch of protocols": (
        answering(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        "switch of protocols",
    ),
    "SSH": (answering(b"SSH-2.0-OpenSSH_9.6\r\n"), "SSH-2.0-OpenSSH_9.6"),
    "2,000 headers": (answering(OK + b"X: y\r\n" * 2000 + b"\r\n"), "more than 100 headers"),
    "header of 200 kB": (answering(OK + b"X: " + b"y" * 200_000 + b"\r\n\r\n"), "longer than 65536 bytes"),
    "90 headers of 1 kB": (answering(OK + (b"X: " + b"y" * 1000 + b"\r\n") * 90 + b"\r\n"), "longer than 65536 bytes"),
    "reset": (reset_before_the_status, "reset by peer"),
    "end before the status": (answering(b""), "ended before the head was complete"),
    "end within the status": (answering(b"HTTP/1.1 200 OK"), "ended before the head was complete"),
    "end within the headers": (answering(OK + b"Content-Length: 0\r\n"), "ended before the head was complete"),
    "nonsense": (answering(b"\x00\xff\x1b[31m" * 50 + b"\r\n"), "answer: "),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_an_incomplete_head_is_no_answer(name: str) -> None:
    """Without a complete final head nobody knows what became of the request: it was written."""
    behaviour, detail = NO_ANSWERS[name]
    error = attempt(behaviour)
    assert isinstance(error, DoorError)
    assert detail in str(error)
    assert (error.written, error.refused) == (True, False)


def test_a_status_out_of_range_is_an_answer() -> None:
    """A status that no standard knows is passed on as it is."""
    answer = attempt(answering(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"))
    assert isinstance(answer, Response)
    assert answer.status == 999


def test_headers_and_text_can_be_stored() -> None:
    """NUL, control characters and broken UTF-8 in an answer reach neither a database nor a terminal."""
    answer = attempt(answering(OK + b"X-Odd: a\x00b\xff\x1b[1m\r\nContent-Length: 4\r\n\r\nc\x00d\xff"))
    assert isinstance(answer, Response)
    assert answer.header("x-odd") == "a\ufffdb\xff\ufffd[1m"
    assert answer.text == "c\ufffdd\ufffd"


def early_refusal(visit: Visit) -> None:
    visit.say(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
    visit.wait(0.2)


def test_an_answer_before_the_request_was_read_counts() -> None:
    """Who refuses a large body without reading it, and hangs up, has still answered."""
    answer = attempt(early_refusal, body=bytes(16_000_000))
    assert isinstance(answer, Response)
    assert answer.status == 413


def test_a_request_that_nobody_reads_ends() -> None:
    """Writing is under the deadline too, and bytes were written."""
    error = attempt(Visit.wait, body=bytes(16_000_000))
    assert isinstance(error, DoorError)
    assert error.written
