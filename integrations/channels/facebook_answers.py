"""What Facebook's answers mean, by the codes and subcodes of Meta's Graph API."""

import json
from collections.abc import Iterator
from typing import Any

from integrations.channels.answers import RefusalError, json_object
from integrations.channels.base import Outcome, Verdict
from integrations.channels.facebook_refusals import MISSING, Refusal, refusal_of
from integrations.http import Response

HOUR = 60 * 60  # seconds; Meta counts calls in a rolling hour
NEARLY_SPENT = 80  # per cent of the calls allowed
USAGE_HEADERS = ("x-app-usage", "x-page-usage", "x-business-use-case-usage")
MEASURES = ("call_count", "total_time", "total_cputime")


def classify(response: Response, *, creates: bool = False) -> Verdict:
    """What an answer means.

    Only a documented refusal surely left no trace. Of a request that creates something, every other failure (a 5xx,
    codes 1 and 2, a 2xx that tells of an error) leaves its outcome unknown.

    Args:
        creates: the request makes something visible and must not be repeated blindly.
    """
    answer = json_object(response)
    error, made = error_of(answer), str(answer.get("post_id") or answer.get("id") or "")
    if 200 <= response.status < 300 and (made or not error):
        return Verdict(Outcome.OK, usage_warning(response), remote_id=made)
    lasting = Refusal(Outcome.UNKNOWN if creates else Outcome.TRANSIENT)
    refusal = refusal_of(response.status, error, creates=creates) or lasting
    wait = seconds_until_access(response) if refusal.outcome is Outcome.RATE_LIMITED else None
    said = f"Facebook answered {response.status}{wording(error)}"
    return Verdict(refusal.outcome, f"{refusal.advice} {said}".strip(), wait)


def complete_answer(response: Response) -> dict[str, Any]:
    """The JSON of a success that arrived whole.

    Raises:
        RefusalError: it is no success, or not whole.
    """
    answer = json_object(response)
    error = error_of(answer)
    verdict = classify(response)
    if error or verdict.outcome is not Outcome.OK:
        missing = not {error.get("code"), error.get("error_subcode")}.isdisjoint(MISSING)
        raise RefusalError(verdict, response.status, missing=missing)
    if not answer:
        raise RefusalError(Verdict(Outcome.TRANSIENT, "Facebook's answer is cut short or no JSON"), response.status)
    return answer


def error_of(answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer says went wrong; empty when it says nothing of the sort."""
    error = answer.get("error")
    return error if isinstance(error, dict) else {}


def seconds_until_access(response: Response) -> float:
    """How long a limit lasts: Meta's longest estimate, which it gives in minutes, or else an hour."""
    minutes = [usage.get("estimated_time_to_regain_access") for usage in usages(response)]
    return 60.0 * max((value for value in minutes if isinstance(value, int)), default=0) or float(HOUR)


def usage_warning(response: Response) -> str:
    """A sentence for the operator when most of the calls allowed in an hour are spent; else empty."""
    shares = [usage.get(measure) for usage in usages(response) for measure in MEASURES]
    most = max((share for share in shares if isinstance(share, int | float)), default=0)
    return f"{most} % of the calls that Facebook allows in an hour are spent." if most >= NEARLY_SPENT else ""


def usages(response: Response) -> Iterator[dict[str, Any]]:
    """Every measurement in the throttle headers; one business may be named in them several times."""
    for name in USAGE_HEADERS:
        found: list[dict[str, Any]] = []
        try:
            json.loads(response.header(name) or "{}", object_hook=found.append)
        except ValueError:
            continue
        yield from found


def wording(error: dict[str, Any]) -> str:
    """The problem in Facebook's own words, with its code and subcode."""
    if not error:
        return " without a reason"
    number = "/".join(str(error[name]) for name in ("code", "error_subcode") if error.get(name))
    said = dict.fromkeys(filter(None, (error.get("message"), error.get("error_user_msg"))))
    return f" ({number}): {'; '.join(map(str, said)) or 'no reason given'}"[:300]
