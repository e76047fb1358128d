"""The network door bound to one attempt: it guards the time left and remembers what passed for the report."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from integrations import http
from integrations.channels.base import Credentials, Sighting, Verdict
from integrations.http import DoorError, Request, Response
from integrations.http.contract import printable
from integrations.policy import policy
from integrations.redaction import Redaction

TimeCheck = Callable[[float], None]
Said = TypeVar("Said", Verdict, Sighting)


class Exchange:
    """What a channel is given to `send` with; the last request and its answer are kept.

    Args:
        check: called with the seconds that a request may take, before it connects and before its first byte;
            raises a DoorError when there is not enough time left.

    Attributes:
        written: whether a byte of any request may have left.
        account: whose secret must not appear in the record.
    """

    def __init__(self, check: TimeCheck, account: Credentials | None = None) -> None:
        self.written = False
        self.account = account
        self._used: list[Mapping[str, Any]] = []
        self._redact: Redaction | None = None
        self._check = check
        self._request: Request | None = None
        self._response: Response | None = None

    def __call__(self, request: Request) -> Response:
        longest = policy().deadline
        self._request = request if request.deadline <= longest else replace(request, deadline=longest)
        self._response = None
        self._note_secret()
        check = partial(self._check, self._request.deadline)
        try:
            self._response = http.send(self._request, before_connect=check, before_first_byte=check)
        except DoorError as error:
            self.written |= error.written
            raise
        self.written = True
        return self._response

    def record(self) -> dict[str, Any]:
        """What passed, as fields of an attempt, without any part of the secret."""
        redact = self._redaction()
        return {**_request_fields(self._request, redact), **_response_fields(self._response, redact)}

    def storable(self, said: Said) -> Said:
        """What a channel made of it all, as it may be stored: a remote's words may repeat the secret, or hold NUL."""
        redact = self._redaction()
        return replace(
            said,
            detail=printable(redact(" ".join(said.detail.split()), cut=True), 500),
            remote_id=printable(redact(said.remote_id), 200),
            remote_url=printable(redact(said.remote_url), 2048),
        )

    def traceback_of(self, error: Exception) -> str:
        """How an error came about, for our logs, without any part of the secret."""
        return self._redaction()("".join(traceback.format_exception(error)))

    def _redaction(self) -> Redaction:
        """Takes out the secret, and the one that stood in its place before it was renewed."""
        self._note_secret()
        self._redact = self._redact or Redaction(self._used)
        return self._redact

    def _note_secret(self) -> None:
        if self.account and self.account.secret not in self._used:
            self._used.append(self.account.secret)
            self._redact = None


def _request_fields(request: Request | None, redact: Redaction) -> dict[str, Any]:
    if request is None:
        return {}
    return {
        "method": request.method,
        "url": redact(request.url),
        "request_headers": _redacted(request.headers.items(), redact),
    }


def _response_fields(response: Response | None, redact: Redaction) -> dict[str, Any]:
    if response is None:
        return {}
    return {
        "status": response.status,
        "response_headers": _redacted(response.headers, redact),
        "response_body": redact(response.text, cut=response.truncated),
        "truncated": response.truncated,
        "peer": response.peer,
        "milliseconds": response.milliseconds,
    }


def _redacted(headers: Iterable[tuple[str, str]], redact: Redaction) -> list[list[str]]:
    pairs = [[name, value] for name, value in headers]
    if not redact.may_find_any("\n".join(chain.from_iterable(pairs))):
        return pairs
    return [[redact(name), redact(value)] for name, value in pairs]
