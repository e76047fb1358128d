"""The door itself: one request, one connection, one deadline."""

from contextlib import closing

from requests import PreparedRequest, RequestException

from integrations.http.attempt import Attempt
from integrations.http.contract import Check, DoorError, Request, Response
from integrations.http.targets import vet_url

OWN_HEADERS = {"User-Agent": "Meridian", "Accept-Encoding": "identity", "Connection": "close"}


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
    with closing(attempt):
        answer = attempt.send(_prepared(request, target.url))
        return attempt.response(answer, request.most_bytes)


def _prepared(request: Request, url: str) -> PreparedRequest:
    """What is sent. No session of requests has a part in it: nothing of the environment, no cookies, no redirects.

    Args:
        request: as a channel asks for it.
        url: where it goes, in the form that is sent.
    """
    prepared = PreparedRequest()
    prepared.url = url
    try:
        prepared.prepare_method(request.method)
        prepared.prepare_headers({**OWN_HEADERS, **request.headers})
        prepared.prepare_body(request.body, None)
    except RequestException as error:
        detail = f"the request cannot be prepared ({type(error).__name__})"  # its text may hold a secret header
        raise DoorError(detail, written=False) from None
    return prepared
