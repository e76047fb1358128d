"""What X's answers mean."""

from datetime import datetime
from typing import Any

from integrations.channels.answers import RefusalError, json_object
from integrations.channels.base import Outcome, Verdict
from integrations.http import Response

RATE_WINDOW = 15 * 60  # seconds; X counts most limits in windows of fifteen minutes
DAY = 24 * 60 * 60
LIMITS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")

BY_TYPE = {
    "usage-capped": Outcome.QUOTA,
    "rate-limit-exceeded": Outcome.RATE_LIMITED,
    "unsupported-authentication": Outcome.AUTH_REVOKED,
    "client-forbidden": Outcome.PERMISSION,
    "not-authorized-for-resource": Outcome.PERMISSION,
    "disallowed-resource": Outcome.POLICY,
    "invalid-request": Outcome.REJECTED,
}
BY_WORDING = {
    "duplicate content": Outcome.DUPLICATE,
    "maximum of one cashtag": Outcome.REJECTED,
    "not permitted to perform this action": Outcome.REJECTED,
    "account is suspended": Outcome.POLICY,
    "temporarily locked": Outcome.POLICY,
}
TO_DO = {
    Outcome.QUOTA: "Buy credits or raise the spending limit on X, then make the destination active again.",
    Outcome.AUTH_REVOKED: "Connect the account again.",
    Outcome.PERMISSION: "Look at what the app on X may do, then connect the account again.",
    Outcome.VERSION_RETIRED: "This version of Meridian is too old for X.",
}
BY_STATUS = {
    401: Outcome.AUTH_EXPIRED,
    402: Outcome.QUOTA,
    403: Outcome.PERMISSION,
    410: Outcome.VERSION_RETIRED,
    426: Outcome.VERSION_RETIRED,
    429: Outcome.RATE_LIMITED,
}


def classify(response: Response, now: datetime, *, creates: bool = False) -> Verdict:
    """What an answer means.

    X documents which refusals leave no trace: those with a 4xx status. Of a request that creates something, every
    other failure (a 5xx, a 2xx without the thing created) leaves its outcome unknown.

    Args:
        now: the time of the attempt, for limits that X dates.
        creates: the request makes something visible and must not be repeated blindly.
    """
    status, answer = response.status, json_object(response)
    if 200 <= status < 300 and ("data" in answer or not answer.get("errors")):
        return Verdict(Outcome.OK, remote_id=created_id(answer))
    outcome = refusal_outcome(status, answer) if 400 <= status < 500 and status != 408 else None
    wait = seconds_until_reset(response, now) if outcome is Outcome.RATE_LIMITED else None
    lasting = Outcome.UNKNOWN if creates else Outcome.TRANSIENT
    return Verdict(outcome or lasting, explained(status, answer, outcome or lasting), wait)


def explained(status: int, answer: dict[str, Any], outcome: Outcome) -> str:
    """What X said, and what its owner should do about it."""
    said = f"X answered {status}: {wording(answer) or 'no reason given'}"
    return f"{said.rstrip('.')}. {TO_DO[outcome]}" if outcome in TO_DO else said


def refusal_outcome(status: int, answer: dict[str, Any]) -> Outcome:
    """The outcome of a 4xx: by the problem's type, else by its wording, else by status; unknown ones are final."""
    kind = str(answer.get("type", "")).rpartition("/")[2]
    words = wording(answer).lower()
    spoken = (outcome for phrase, outcome in BY_WORDING.items() if phrase in words)
    return BY_TYPE.get(kind) or next(spoken, None) or BY_STATUS.get(status, Outcome.REJECTED)


def complete_answer(response: Response, now: datetime) -> dict[str, Any]:
    """The JSON of a success that arrived whole.

    Raises:
        RefusalError: it is no success, or not whole; "not found" inside a 200 is a refusal as well.
    """
    answer = json_object(response)
    if response.status == 404 or is_missing(answer):
        verdict = Verdict(Outcome.REJECTED, f"X does not know it: {wording(answer)}")
        raise RefusalError(verdict, response.status, missing=True)
    verdict = classify(response, now)
    if verdict.outcome is not Outcome.OK:
        raise RefusalError(verdict, response.status)
    if not answer:
        raise RefusalError(Verdict(Outcome.TRANSIENT, "X's answer is cut short or no JSON"), response.status)
    return answer


def created_id(answer: dict[str, Any]) -> str:
    """The id of the thing created; empty where the answer names none."""
    data = answer.get("data")
    return str(data.get("id", "")) if isinstance(data, dict) else ""


def is_missing(answer: dict[str, Any]) -> bool:
    problems = answer.get("errors") or []
    return "data" not in answer and any(str(p.get("type", "")).endswith("/resource-not-found") for p in problems)


def seconds_until_reset(response: Response, now: datetime) -> float:
    """How long a limit lasts: until the reset of the limits whose remainder is nought, else of the short one.

    A 429 may carry a reset that is past or belongs to another limit; then one window is waited for.
    """
    spent = [limit for limit in LIMITS if response.header(f"{limit}-remaining") == "0"]
    resets = [response.header(f"{limit}-reset") for limit in spent or LIMITS[:1]]
    waits = [int(reset) - now.timestamp() for reset in resets if reset.isascii() and reset.isdigit()]
    longest = max(waits, default=0.0)
    return longest if 0 < longest <= DAY else float(RATE_WINDOW)


def wording(answer: dict[str, Any]) -> str:
    """The problem in X's own words."""
    problems = [answer, *(answer.get("errors") or [])]
    said = [problem.get("detail") or problem.get("message") or problem.get("title") for problem in problems]
    return "; ".join(dict.fromkeys(filter(None, said)))[:300]
