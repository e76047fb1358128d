"""The head of a request, as it goes over the wire."""

from requests import RequestException
from requests.utils import check_header_validity

from integrations.http.contract import DoorError, Request
from integrations.http.targets import Target

OWN_HEADERS = {"User-Agent": "Meridian", "Accept-Encoding": "identity", "Connection": "close"}
WITHOUT_BODY = {"GET", "HEAD"}


def head_of(request: Request, target: Target) -> bytes:
    """The first line and the headers of a request; its body follows them as it is.

    Nothing of the environment and nothing of the past has a part in it.

    Args:
        request: as a channel asks for it.
        target: where it goes, in the form that is sent.

    Raises:
        DoorError: it cannot be written.
    """
    try:
        return _written(f"{request.method} {target.path} HTTP/1.1", _headers(request, target))
    except (RequestException, ValueError) as error:
        detail = f"the request cannot be prepared ({type(error).__name__})"  # its text may hold a secret header
        raise DoorError(detail, written=False) from None


def _headers(request: Request, target: Target) -> dict[str, str]:
    """A channel's headers behind our own, each of which it may replace."""
    for header in request.headers.items():
        check_header_validity(header)
    own = {"Host": target.authority, **OWN_HEADERS}
    if request.body or request.method not in WITHOUT_BODY:
        own["Content-Length"] = str(len(request.body))
    given = {name.lower() for name in request.headers}
    return {name: value for name, value in own.items() if name.lower() not in given} | request.headers


def _written(first: str, headers: dict[str, str]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    # The patterns of requests let a value end in a line feed.
    if head.count(b"\n") != len(lines) + 1 or head.count(b"\r") != len(lines) + 1:
        raise ValueError("a line break within a header")
    return head
