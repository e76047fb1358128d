"""What channels share in reading a service's answers."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from integrations.channels.base import Outcome, Send, Verdict
from integrations.http import DoorError, Request, Response


class RefusalError(Exception):
    """A repeatable request did not get its whole answer.

    Attributes:
        verdict: what that means.
        status: the HTTP status; 0 when there was none.
        missing: the service says that the thing asked for does not exist.
    """

    def __init__(self, verdict: Verdict, status: int = 0, *, missing: bool = False) -> None:
        super().__init__(verdict.detail)
        self.verdict = verdict
        self.status = status
        self.missing = missing


def final_answer(request: Request, send: Send) -> Response:
    """The answer to a request that may be repeated, whatever it says.

    Raises:
        RefusalError: there was none.
    """
    try:
        return send(request)
    except DoorError as error:
        outcome = Outcome.REJECTED if error.refused else Outcome.TRANSIENT
        raise RefusalError(Verdict(outcome, str(error))) from error


def json_object(response: Response) -> dict[str, Any]:
    """The JSON object of an answer; empty when it is cut short or something else."""
    answer = whole_json(response)
    return answer if isinstance(answer, dict) else {}


def whole_json(response: Response) -> Any:
    """What an answer says in JSON; None when it is cut short or no JSON."""
    try:
        return None if response.truncated else json.loads(response.body)
    except ValueError:
        return None


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds asked for in `Retry-After` (RFC 9110: seconds or a date); None when absent or not understood."""
    value = response.header("retry-after").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
