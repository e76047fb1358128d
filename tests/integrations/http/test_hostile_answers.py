"""Whatever the other side does, a request ends by its deadline, is made once, and its outcome is right."""

import gzip

import pytest

from integrations.http import DoorError, Response
from tests.hostile_server import Behaviour, HostileServer, Visit, answering
from tests.integrations.http.bounds import bounded_attempt

MOST_BODY = 16 * 1024
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def attempt(behaviour: Behaviour, body: bytes = b"{}") -> Response | DoorError:
    """Send one request to a server that behaves like that."""
    server = HostileServer(behaviour)
    return bounded_attempt(server, server.url(), body)


def saying(head: bytes, endlessly: bytes, pause: float = 0) -> Behaviour:
    """Read the request, say `head`, then `endlessly` for ever."""

    def behaviour(visit: Visit) -> None:
        visit.request()
        visit.say(head)
        visit.endlessly(endlessly, pause)

    return behaviour


def dripping(head: bytes, data: bytes) -> Behaviour:
    """Read the request, say `head`, then `data` byte by byte."""

    def behaviour(visit: Visit) -> None:
        visit.request()
        visit.say(head)
        visit.drip(data)

    return behaviour


def silent_after(head: bytes) -> Behaviour:
    """Read the request, say `head`, then nothing, without hanging up."""

    def behaviour(visit: Visit) -> None:
        visit.request()
        visit.say(head)
        visit.wait()

    return behaviour


def reset_within_the_body(visit: Visit) -> None:
    visit.request()
    visit.say(OK + b"Content-Length: 5\r\n\r\nhi")
    visit.wait(0.1)
    visit.reset()


UNTRUSTWORTHY_BODIES = {
    "dripped": (dripping(OK + b"Content-Length: 1000\r\n\r\n", b"x" * 1000), True),
    "dripped without length": (dripping(OK + b"\r\n", b"x" * 1000), True),
    "dripped chunks": (dripping(CHUNKED, b"1\r\nx\r\n" * 1000), True),
    "endless": (saying(OK + b"\r\n", b"x" * 65536), True),
    "endless with length": (saying(OK + b"Content-Length: 5\r\n\r\n", b"x" * 65536), False),
    "endless chunks": (saying(CHUNKED, b"1000\r\n" + b"x" * 0x1000 + b"\r\n"), True),
    "one endless chunk": (saying(CHUNKED + b"f" * 16 + b"\r\n", b"x" * 65536), True),
    "endless size of a chunk": (saying(CHUNKED, b"f" * 65536), True),
    "endless trailers": (saying(CHUNKED + b"2\r\nhi\r\n0\r\n", b"X-Trailer: more\r\n", pause=0.01), True),
    "chunk of less than nothing": (saying(CHUNKED + b"-5\r\n", b"x" * 65536), True),
    "broken chunks": (silent_after(CHUNKED + b"2\r\nhi\r\nnonsense\r\n"), True),
    "silence": (silent_after(OK + b"Content-Length: 5\r\n\r\n"), True),
    "reset": (reset_within_the_body, True),
    "shorter than announced": (answering(OK + b"Content-Length: 10\r\n\r\nhi"), True),
    "two lengths": (answering(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!"), False),
    "length and chunks": (
        answering(OK + b"Content-Length: 9\r\n" + CHUNKED[len(OK) :] + b"2\r\nhi\r\n0\r\n\r\n"),
        False,
    ),
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
    head = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n"
    answer = attempt(saying(head, b"x" * 65536))
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


def reset_before_the_status(visit: Visit) -> None:
    visit.request()
    visit.reset()


def end_before_the_request_is_read(visit: Visit) -> None:
    visit.hang_up()
    visit.wait(0.2)


LATE = "not finished after 1 s"
CUT = "ended before the head was complete"
LONG = "longer than 65536 bytes"
ODD = "answer: "

NO_ANSWERS = {
    "silence": (silent_after(b""), LATE),
    "dripped status": (dripping(b"", OK * 10), LATE),
    "dripped headers": (dripping(OK, b"X-Header: value\r\n" * 100), LATE),
    "one dripped header": (dripping(OK + b"X: ", b"x" * 1000), LATE),
    "slow hints": (saying(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", pause=0.3), LATE),
    "endless continue": (saying(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "more than 10 interim answers"),
    "endless hints": (saying(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"), "more than 10 interim answers"),
    "endless headers of a hint": (saying(b"HTTP/1.1 103 Early Hints\r\n", b"X: y\r\n"), "more than 100 headers"),
    "switch of protocols": (
        answering(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        "switch of protocols",
    ),
    "HTTP/0.9": (answering(b"<html>hello</html>\r\n"), "answer: <html>hello</html>"),
    "HTTP/9.9": (answering(b"HTTP/9.9 200 OK\r\n\r\n"), "answer: HTTP/9.9"),
    "SSH": (answering(b"SSH-2.0-OpenSSH_9.6\r\n"), "SSH-2.0-OpenSSH_9.6"),
    "status 99": (answering(b"HTTP/1.1 099 Low\r\n\r\n"), ODD),
    "status 1000": (answering(b"HTTP/1.1 1000 High\r\n\r\n"), ODD),
    "status with NUL": (answering(b"HTTP/1.1 2\x0000 OK\r\n\r\n"), ODD),
    "endless status": (saying(b"HTTP/1.1 200 ", b"x" * 65536), LONG),
    "endless header": (saying(OK + b"X: ", b"x" * 65536), LONG),
    "endless headers": (saying(OK, b"X: y\r\n"), "more than 100 headers"),
    "2,000 headers": (answering(OK + b"X: y\r\n" * 2000 + b"\r\n"), "more than 100 headers"),
    "header of 200 kB": (answering(OK + b"X: " + b"y" * 200_000 + b"\r\n\r\n"), LONG),
    "90 headers of 1 kB": (answering(OK + (b"X: " + b"y" * 1000 + b"\r\n") * 90 + b"\r\n"), LONG),
    "reset": (reset_before_the_status, "reset by peer"),
    "end before the request is read": (end_before_the_request_is_read, CUT),
    "end before the status": (answering(b""), CUT),
    "end within the status": (answering(b"HTTP/1.1 200 OK"), CUT),
    "end within the headers": (answering(OK + b"Content-Length: 0\r\n"), CUT),
    "nonsense": (answering(b"\x00\xff\x1b[31m" * 50 + b"\r\n"), ODD),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_an_incomplete_head_is_no_answer(name: str) -> None:
    """Without a complete final head nobody knows what became of the request: it was written."""
    behaviour, detail = NO_ANSWERS[name]
    error = attempt(behaviour)
    assert isinstance(error, DoorError)
    assert detail in str(error)
    assert (error.written, error.refused) == (True, False)


ODD_HEADS = {
    "no reason": b"HTTP/1.1 200\r\n\r\n",
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n",
    "bare line feeds": b"HTTP/1.1 200 OK\n\n",
    "NUL and broken UTF-8 in the reason": b"HTTP/1.1 200 \x00\xff\xfe\r\n\r\n",
    "broken UTF-8 in a name": OK + b"\xff\xfe: x\r\n\r\n",
    "a line that is no header": OK + b"no header\r\n\r\n",
    "a folded header": OK + b"X: a\r\n b\r\n\r\n",
    "a header without a name": OK + b": x\r\n\r\n",
}


@pytest.mark.parametrize("name", ODD_HEADS)
def test_an_odd_head_that_is_complete_is_success(name: str) -> None:
    """Who said 200 has taken the message, however badly the rest of the head is written."""
    answer = attempt(answering(ODD_HEADS[name]))
    assert isinstance(answer, Response)
    assert answer.status == 200
    assert all(text.isprintable() for header in answer.headers for text in header)


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


def test_a_reset_at_once_is_no_answer() -> None:
    """Who breaks the connection off while it is made may be tried again."""
    error = attempt(Visit.reset)
    assert isinstance(error, DoorError)
    assert not error.refused


def test_a_request_that_nobody_reads_ends() -> None:
    """Writing is under the deadline too, and bytes were written."""
    error = attempt(Visit.wait, body=bytes(16_000_000))
    assert isinstance(error, DoorError)
    assert error.written
