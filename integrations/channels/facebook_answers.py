"""What Facebook's answers mean, by the codes and subcodes of Meta's Graph API."""

import json
from collections.abc import Iterator
from typing import Any

from integrations.channels.answers import RefusalError, json_object
from integrations.channels.base import Outcome, Verdict
from integrations.http import Response

HOUR = 60 * 60  # seconds; Meta counts calls in a rolling hour
NEARLY_SPENT = 80  # per cent of the calls allowed
USAGE_HEADERS = ("x-app-usage", "x-business-use-case-usage")
MEASURES = ("call_count", "total_time", "total_cputime")

UNCLEAR = {1, 2, 1363047, 1609010}  # "unknown", "service": a post may stand all the same
MISSING = {33, 803}  # "does not exist, or may not be seen"
BY_CODE = {
    3: Outcome.PERMISSION,
    4: Outcome.RATE_LIMITED,
    10: Outcome.PERMISSION,
    12: Outcome.VERSION_RETIRED,
    17: Outcome.RATE_LIMITED,
    32: Outcome.RATE_LIMITED,
    100: Outcome.REJECTED,
    102: Outcome.AUTH_EXPIRED,
    190: Outcome.AUTH_EXPIRED,
    **dict.fromkeys(range(200, 300), Outcome.PERMISSION),
    341: Outcome.RATE_LIMITED,
    368: Outcome.POLICY,
    506: Outcome.DUPLICATE,
    613: Outcome.RATE_LIMITED,
    80001: Outcome.RATE_LIMITED,  # the one that a Page's token meets
    80002: Outcome.RATE_LIMITED,
    1609005: Outcome.TRANSIENT,  # Facebook could not read the page that the link leads to: it may be up soon
}
BY_SUBCODE = {
    458: Outcome.AUTH_REVOKED,  # the app was removed
    459: Outcome.AUTH_REVOKED,  # the person has to log in at Facebook first
    460: Outcome.AUTH_REVOKED,  # the password was changed
    464: Outcome.AUTH_REVOKED,  # the person is not confirmed
    467: Outcome.AUTH_REVOKED,
    492: Outcome.AUTH_REVOKED,  # the person has no role on the Page any more
    1346003: Outcome.POLICY,
    1366046: Outcome.REJECTED,  # the photo is too big, or of a kind that Facebook does not take
    1366051: Outcome.DUPLICATE,
    1390008: Outcome.RATE_LIMITED,  # posting too fast
    1404078: Outcome.PERMISSION,
    1404102: Outcome.POLICY,
    1404112: Outcome.POLICY,
    1609005: Outcome.TRANSIENT,
    1609008: Outcome.REJECTED,  # a link to Facebook itself
    4854002: Outcome.PERMISSION,  # a person has to confirm who they are
}


def classify(response: Response, *, creates: bool = False) -> Verdict:
    """What an answer means.

    A refusal is documented if it is a 4xx with a code; only then it surely left no trace. Of a request that creates
    something, every other failure (a 5xx, codes 1 and 2, a 2xx that tells of an error) leaves its outcome unknown.

    Args:
        creates: the request makes something visible and must not be repeated blindly.
    """
    answer = json_object(response)
    error, made = error_of(answer), str(answer.get("post_id") or answer.get("id") or "")
    if 200 <= response.status < 300 and (made or not error):
        return Verdict(Outcome.OK, usage_warning(response), remote_id=made)
    outcome = refusal_outcome(response.status, error) if 400 <= response.status < 500 else None
    wait = seconds_until_access(response) if outcome is Outcome.RATE_LIMITED else None
    lasting = Outcome.UNKNOWN if creates else Outcome.TRANSIENT
    return Verdict(outcome or lasting, f"Facebook answered {response.status}{wording(error)}", wait)


def refusal_outcome(status: int, error: dict[str, Any]) -> Outcome | None:
    """The outcome of a 4xx: by subcode, else by code, else final; None where Facebook commits itself to nothing."""
    code, subcode = error.get("code", 0), error.get("error_subcode", 0)
    if not {code, subcode}.isdisjoint(UNCLEAR):
        return None
    known = BY_SUBCODE.get(subcode) or BY_CODE.get(code)
    if known or status == 429:
        return known or Outcome.RATE_LIMITED
    return Outcome.REJECTED if code and not error.get("is_transient") else None


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
    return f"{most} % of the calls that Facebook allows in an hour are spent" if most >= NEARLY_SPENT else ""


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
