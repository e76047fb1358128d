"""The door itself: one request, one connection, one deadline."""

from http.client import HTTPResponse
from typing import Any, cast

import requests

from integrations.http.attempt import Attempt
from integrations.http.contract import Check, DoorError, Request, Response
from integrations.http.targets import vet_url


def nothing() -> None:
    """The check that always passes."""


def send(request: Request, *, before_connect: Check = nothing, before_first_byte: Check = nothing) -> Response:
    """Send one request to a public address and wait for its answer, until the deadline at the latest.

    Args:
        request: what to send.
        before_connect: called when the addresses are known; may raise, then there is no connection.
        before_first_byte: called when the connection stands; may raise, then nothing is written.

    Raises:
        DoorError: there is no final answer. Whatever the two checks raise passes through unchanged.
    """
    try:
        target = vet_url(request.url)
    except ValueError as error:
        raise DoorError(str(error), written=False, refused=True) from error
    attempt = Attempt(target, request.deadline, before_connect, before_first_byte)
    with Session(attempt) as session:
        try:
            answer = session.request(request.method, target.url, **_arguments(request))
        except requests.RequestException as error:  # while preparing; the attempt raises nothing of the kind
            detail = f"the request cannot be prepared ({type(error).__name__})"  # its text may hold a secret header
            raise DoorError(detail, written=False) from None
        return attempt.response(cast(HTTPResponse, answer.raw), request.most_bytes)


def _arguments(request: Request) -> dict[str, Any]:
    return {"headers": request.headers, "data": request.body, "stream": True, "allow_redirects": False}


class Session(requests.Session):
    """A session for one attempt: nothing from the environment, no cookies, no redirects."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.trust_env = False
        self.headers.clear()
        self.headers.update({"User-Agent": "Meridian", "Accept-Encoding": "identity", "Connection": "close"})
        for scheme in ("https://", "http://"):
            self.mount(scheme, attempt)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, always: to learn where a redirect leads, requests would read its body to the end."""
