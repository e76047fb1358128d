"""The network door bound to one attempt: it guards the time left and remembers what passed for the report."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from integrations import http
from integrations.channels.base import Account
from integrations.http import DoorError, Request, Response
from integrations.policy import policy
from integrations.secrets import redact

TimeCheck = Callable[[float], None]


class Exchange:
    """What a channel is given to `send` with; the last request and its answer are kept.

    Args:
        check: called with the seconds that a request may take, before it connects and before its first byte;
            raises a DoorError when there is not enough time left.

    Attributes:
        written: whether a byte of any request may have left.
        account: whose secret must not appear in the record.
    """

    def __init__(self, check: TimeCheck, account: Account | None = None) -> None:
        self.written = False
        self.account = account
        self._check = check
        self._request: Request | None = None
        self._response: Response | None = None

    def __call__(self, request: Request) -> Response:
        self._request = replace(request, deadline=min(request.deadline, policy().deadline))
        self._response = None
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
        return {**self._request_fields(), **self._response_fields()}

    def _request_fields(self) -> dict[str, Any]:
        if self._request is None:
            return {}
        return {
            "method": self._request.method,
            "url": self._redact(self._request.url),
            "request_headers": self._redact_all(self._request.headers.items()),
        }

    def _response_fields(self) -> dict[str, Any]:
        if self._response is None:
            return {}
        return {
            "status": self._response.status,
            "response_headers": self._redact_all(self._response.headers),
            "response_body": self._redact(self._response.text),
            "truncated": self._response.truncated,
            "peer": self._response.peer,
            "milliseconds": self._response.milliseconds,
        }

    def _redact_all(self, headers: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[name, self._redact(value)] for name, value in headers]

    def _redact(self, text: str) -> str:
        return redact(text, self.account.secret if self.account else ())
