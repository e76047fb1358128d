"""The one network door: every outbound request leaves through `send`."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One request.

    Args:
        method: the HTTP verb.
        url: an absolute URL, vetted again at send.
        headers: sent as they are.
        body: the exact bytes.
        deadline: seconds from the first look-up to the end of the answer's head.
    """

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    deadline: float = 15.0


@dataclass(frozen=True)
class Response:
    """A final answer whose head arrived complete; the body may be cut at 16 KiB or by the deadline."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    truncated: bool = False
    peer: str = ""
    milliseconds: dict[str, int] = field(default_factory=dict)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


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


Check = Callable[[], None]
