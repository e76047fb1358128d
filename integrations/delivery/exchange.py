"""The network door bound to one attempt: it guards the time left and remembers what passed for the report."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from integrations import http
from integrations.channels.base import Credentials, Sighting, Verdict
from integrations.http import DoorError, Request, Response
from integrations.http.contract import printable
from integrations.policy import policy
from integrations.redaction import redact

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
        self._check = check
        self._request: Request | None = None
        self._response: Response | None = None

    def __call__(self, request: Request) -> Response:
        self._request = replace(request, deadline=min(request.deadline, policy().deadline))
        self._response = None
        if self.account and self.account.secret not in self._used:
            self._used.append(self.account.secret)
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

    def storable(self, said: Said) -> Said:
        """What a channel made of it all, as it may be stored: a remote's words may repeat the secret, or hold NUL."""
        return replace(
            said,
            detail=printable(self._redact(" ".join(said.detail.split()), cut=True), 500),
            remote_id=printable(self._redact(said.remote_id), 200),
            remote_url=printable(self._redact(said.remote_url), 2048),
        )

    def traceback_of(self, error: Exception) -> str:
        """How an error came about, for our logs, without any part of the secret."""
        return self._redact("".join(traceback.format_exception(error)))

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
            "response_body": self._redact(self._response.text, cut=self._response.truncated),
            "truncated": self._response.truncated,
            "peer": self._response.peer,
            "milliseconds": self._response.milliseconds,
        }

    def _redact_all(self, headers: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[self._redact(name), self._redact(value)] for name, value in headers]

    def _redact(self, text: str, *, cut: bool = False) -> str:
        """Take out the secret, and the one that stood in its place before it was renewed."""
        return redact(text, [*self._used, self.account.secret if self.account else ()], cut=cut)
