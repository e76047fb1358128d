"""Reading an answer of which nothing can be trusted, not even that it ends.

Success is a complete final head. What the body does afterwards never turns success into failure: an accepted
message whose sender believes in failure is sent twice.
"""

from http.client import HTTPException, HTTPResponse, UnknownProtocol
from io import BufferedReader
from socket import socket
from typing import cast

MOST_INTERIM = 10
MOST_HEAD_BYTES = 64 * 1024
MOST_HEADERS = 100
MOST_DIGITS = 18  # of a length
BODILESS = (204, 304)

Header = tuple[str, str]


class Head:
    """The stream below an answer while its heads are read: a line cut off by the end of the stream is an error.

    `http.client` takes the end of the stream for the end of the head, and limits lines but not their sum.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._left = MOST_HEAD_BYTES

    def readline(self, limit: int) -> bytes:
        line = self._stream.readline(min(limit, self._left + 1))
        self._left -= len(line)
        if self._left < 0:
            raise HTTPException(f"the head is longer than {MOST_HEAD_BYTES} bytes")
        if not line.endswith(b"\n"):
            raise HTTPException("the connection ended before the head was complete")
        return line

    def headers(self) -> list[Header]:
        """The headers up to the empty line; a line without a colon is passed over, one that goes on is put together."""
        found: list[Header] = []
        while line := self.readline(MOST_HEAD_BYTES).decode("latin-1").rstrip("\r\n"):
            name, colon, value = line.partition(":")
            if line[0] in " \t" and found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            elif colon:
                found.append((name.strip(), value.strip()))
            if len(found) > MOST_HEADERS:
                raise HTTPException(f"there are more than {MOST_HEADERS} headers")
        return found

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()


class FinalAnswer(HTTPResponse):
    """An answer that steps over interim ones (100, 102, 103), of which `http.client` knows only 100.

    Its head is read here: the parser of mail that `http.client` uses takes longer than all the rest of an answer.

    Attributes:
        fields: the headers, in the order received.
    """

    fields: list[Header]

    def __init__(self, sock: socket, method: str) -> None:
        super().__init__(sock, method=method)
        self._asked = method

    def begin(self) -> None:
        """Read the head, and how long the body is (RFC 9112, section 6.3)."""
        stream = self.fp
        self.fp = cast(BufferedReader, head := Head(stream))
        version, self.status, self.reason = self._read_status()
        if not version.startswith("HTTP/1."):
            raise UnknownProtocol(version)
        self.fields = head.headers()
        self.fp = stream
        self.chunked, self.chunk_left = self._field("transfer-encoding").lower() == "chunked", None
        self.length = None if self.chunked else self._length()

    def _field(self, name: str) -> str:
        return next((value for key, value in self.fields if key.lower() == name), "")

    def _length(self) -> int | None:
        """The bytes of the body; None: all that comes."""
        if self.status in BODILESS or self._asked == "HEAD":
            return 0
        announced = self._field("content-length")
        return int(announced) if announced.isdecimal() and len(announced) <= MOST_DIGITS else None

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(MOST_INTERIM + 1):
            version, status, reason = super()._read_status()  # type: ignore[misc]  # not in typeshed
            if status >= 200:
                return version, status, reason
            if status == 101:
                raise HTTPException("the answer is a switch of protocols")
            cast(Head, self.fp).headers()
        raise HTTPException(f"more than {MOST_INTERIM} interim answers")


def read_body(answer: HTTPResponse, most_bytes: int) -> tuple[bytes, bool]:
    """The first `most_bytes` of the body as sent, and whether it may have gone on. Never fails."""
    announced = answer.length
    wanted = most_bytes + 1 if announced is None else min(announced, most_bytes)
    body = bytearray()
    try:
        while len(body) < wanted and (piece := answer.read1(wanted - len(body))):
            body += piece
    except (OSError, HTTPException):
        return bytes(body), True
    cut = len(body) > most_bytes if announced is None else len(body) < announced
    return bytes(body[:most_bytes]), cut
