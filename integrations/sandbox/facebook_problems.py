"""The refusals of Facebook, in the shape and with the codes that Meta documents for the Graph API."""

import json
import math
from typing import Any

from integrations.sandbox.calls import Answer

PAGES = "pages"  # what the throttle header calls calls about a Page


def problem(status: int, code: int, message: str, kind: str = "OAuthException", **more: Any) -> Answer:
    """An error of the Graph API.

    Args:
        more: `error_subcode`, `is_transient` and the like.
    """
    error = {"message": message, "type": kind, "code": code, **more, "fbtrace_id": "AMeridianSandbox"}
    return Answer.of({"error": error}, status)


def invalid(message: str, subcode: int = 0) -> Answer:
    more: dict[str, Any] = {"error_subcode": subcode} if subcode else {}
    return problem(400, 100, f"(#100) {message}", **more)


def missing(thing: str) -> Answer:
    """Said of what is gone, and of what the token may not touch alike."""
    message = f"Unsupported request. Object with ID '{thing}' does not exist or cannot be loaded"
    return problem(400, 100, message, "GraphMethodException", error_subcode=33)


def unproven() -> Answer:
    return problem(400, 100, "Invalid appsecret_proof provided in the API argument", "GraphMethodException")


def not_yours() -> Answer:
    return problem(403, 200, "(#200) The access token has no permission to post to this Page")


def unauthorized() -> Answer:
    return problem(401, 190, "Error validating access token: the session is over", error_subcode=463)


def duplicate() -> Answer:
    return problem(400, 506, "(#506) Duplicate status message", error_user_msg="This is the same as the last post.")


def unavailable() -> Answer:
    return problem(503, 2, "Service temporarily unavailable", is_transient=True)


def rate_limited(seconds: float) -> Answer:
    """Too many calls with a Page's token; Meta tells the wait in whole minutes."""
    minutes = math.ceil(max(seconds, 0) / 60)
    spent = {"type": PAGES, "call_count": 100, "total_cputime": 12, "total_time": 15}
    usage = {"42": [{**spent, "estimated_time_to_regain_access": minutes}]}
    answer = problem(400, 80001, "(#80001) There have been too many calls to this Page account.")
    return Answer(answer.status, answer.body, headers={"x-business-use-case-usage": json.dumps(usage)})
