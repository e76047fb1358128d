"""Reading an answer of which nothing can be trusted, not even that it ends.

Success is a complete final head. What the body does afterwards never turns success into failure: an accepted
message whose sender believes in failure is sent twice.
"""

from http.client import HTTPException, HTTPResponse, parse_headers
from io import BufferedReader
from typing import cast

MOST_INTERIM = 10
MOST_HEAD_BYTES = 64 * 1024


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

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()


class FinalAnswer(HTTPResponse):
    """An answer that steps over interim ones (100, 102, 103), of which `http.client` knows only 100."""

    def begin(self) -> None:
        stream = self.fp
        self.fp = cast(BufferedReader, Head(stream))
        super().begin()
        self.fp = stream

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(MOST_INTERIM + 1):
            version, status, reason = super()._read_status()  # type: ignore[misc]  # not in typeshed
            if status >= 200:
                return version, status, reason
            if status == 101:
                raise HTTPException("the answer is a switch of protocols")
            parse_headers(self.fp)
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
