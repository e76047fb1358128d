"""The door itself: one request, one connection, one deadline."""

from contextlib import closing

from integrations.http.attempt import Attempt
from integrations.http.contract import Check, DoorError, Request, Response
from integrations.http.targets import vet_url
from integrations.http.writing import head_of


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
    head = head_of(request, target)
    attempt = Attempt(target, request.deadline, before_connect, before_first_byte)
    with closing(attempt):
        return attempt.response(attempt.send(request.method, head, request.body), request.most_bytes)
