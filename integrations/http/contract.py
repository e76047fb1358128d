"""What goes through the door, what comes back, and how it fails."""

from collections.abc import Callable
from dataclasses import dataclass, field

Check = Callable[[], None]


@dataclass(frozen=True)
class Request:
    """One request. Its `repr` shows nothing that may hold a secret, and so does that of the answer, which may echo it.

    Args:
        method: the HTTP verb.
        url: an absolute URL, vetted again at send.
        headers: sent as they are.
        body: the exact bytes.
        deadline: seconds from the first look-up to the end of the answer's head.
        most_bytes: how much of the answer's body is read; what services say of a message is short.
    """

    method: str
    url: str = field(repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    deadline: float = 15.0
    most_bytes: int = 16 * 1024


@dataclass(frozen=True)
class Response:
    """A final answer whose head arrived complete; the body may be cut at `most_bytes` or by the deadline.

    Args:
        status: the final status, 200 to 999.
        headers: in the order received, safe to store: what cannot be printed is replaced.
        body: as received, never decompressed.
        truncated: whether there was more of the body, or may have been.
        peer: the address that answered.
        milliseconds: how long each stage took, and all of them ("total").
    """

    status: int
    headers: list[tuple[str, str]] = field(repr=False)
    body: bytes = field(repr=False)
    truncated: bool = False
    peer: str = ""
    milliseconds: dict[str, int] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The first header of that name, in any case; empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        """The body for a person and for a database: UTF-8 where it is, without NUL."""
        return self.body.decode(errors="replace").replace("\x00", "\ufffd")


class DoorError(Exception):
    """The request has no final answer.

    Attributes:
        written: whether a byte of the request may have left. False: surely nothing happened at the other end.
        refused: whether the address is forbidden, so that trying again is pointless.
    """

    def __init__(self, detail: str, *, written: bool, refused: bool = False) -> None:
        super().__init__(detail)
        self.written = written
        self.refused = refused


def printable(text: str, length: int = 65536) -> str:
    """Text from outside, safe to show and to store: cut to `length`, what cannot be printed replaced."""
    if text.isprintable():
        return text[:length]
    return "".join(character if character.isprintable() else "\ufffd" for character in text[:length])
