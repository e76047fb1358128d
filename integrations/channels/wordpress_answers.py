"""What WordPress's answers mean.

Source: the REST API Handbook, and the controllers of WordPress 6.1. Errors are `code`, `message` and `data.status`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from integrations.channels.answers import RefusalError, json_object, retry_after, whole_json
from integrations.channels.base import Outcome, Verdict
from integrations.http import Response

BY_STATUS = {
    401: Outcome.AUTH_EXPIRED,
    403: Outcome.PERMISSION,
    404: Outcome.PERMISSION,
    405: Outcome.PERMISSION,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
}
NOT_THERE = {"rest_post_invalid_id", "rest_already_trashed"}
BY_CODE = {
    "rest_post_invalid_id": Outcome.REJECTED,
    # Both come with status 500: the blog does not take files of this kind.
    "rest_upload_sideload_error": Outcome.REJECTED,
    "rest_upload_unknown_error": Outcome.REJECTED,
}
NOT_WORDPRESS = "in words that are not WordPress's: is this its address, or does something stand in front of it?"


def classify(response: Response, now: datetime, *, creates: bool = False) -> Verdict:
    """What an answer means.

    A refusal with a 4xx status surely left no trace: WordPress checks before it writes, and so does what guards it. Of
    a request that creates something, every other failure leaves its outcome unknown. So does a success that is not
    said as WordPress says it: pages for maintenance and for doubtful visitors come with status 200, too.

    Args:
        now: the time of the attempt, for a wait that is given as a date.
        creates: the request makes something visible and must not be repeated blindly.
    """
    answer = json_object(response)
    status = status_of(response, answer)
    if 200 <= status < 300 and (answer or (creates and status == 201)):
        return Verdict(Outcome.OK, remote_id=str(answer.get("id") or ""), remote_url=web_address(answer))
    refused = 400 <= status < 500 and status != 408
    lasting = Outcome.UNKNOWN if creates else Outcome.TRANSIENT
    outcome = BY_CODE.get(code_of(answer)) or (BY_STATUS.get(status, Outcome.REJECTED) if refused else lasting)
    wait = retry_after(response, now) if outcome in {Outcome.RATE_LIMITED, Outcome.TRANSIENT} else None
    return Verdict(outcome, f"The blog answered {status} {wording(answer)}", wait)


def complete_answer(response: Response, now: datetime) -> Any:
    """The JSON of a success that arrived whole.

    Raises:
        RefusalError: it is no success, or not whole; `missing` when WordPress says that no such post stands.
    """
    answer = whole_json(response)
    if 200 <= response.status < 300 and answer is not None:
        return answer
    missing = code_of(json_object(response)) in NOT_THERE
    raise RefusalError(classify(response, now), response.status, missing=missing)


def status_of(response: Response, answer: Mapping[str, Any]) -> int:
    """What was answered: that a parameter is not for this user, WordPress says within an answer of 400."""
    for refused in mapping(mapping(answer.get("data")).get("details")).values():
        if status := mapping(mapping(refused).get("data")).get("status"):
            return int(status)
    return response.status


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def code_of(answer: Mapping[str, Any]) -> str:
    return str(answer.get("code") or "")


def wording(answer: Mapping[str, Any]) -> str:
    """The problem in WordPress's own words, with its code, by which one finds help."""
    if not code_of(answer):
        return NOT_WORDPRESS
    return f"({code_of(answer)}): {answer.get('message') or 'no reason given'}"[:300]


def web_address(post: Mapping[str, Any]) -> str:
    """Where a person can see a post; empty where the answer names no address on the web."""
    address = str(post.get("link") or "")
    return address if address.startswith(("https://", "http://")) else ""
