"""The refusals of X: those its OpenAPI description names, and those seen on the live service."""

import time
from typing import Any

from integrations.sandbox.calls import Answer

NAMED = "https://api.x.com/2/problems/"


def problem(status: int, kind: str, title: str, detail: str, **more: Any) -> Answer:
    """A problem of the OpenAPI description."""
    content = {"type": NAMED + kind, "title": title, "detail": detail, "status": status, **more}
    return Answer.of(content, status, "application/problem+json")


def invalid(detail: str, parameter: str = "") -> Answer:
    more = {"parameter": parameter} if parameter else {}
    return problem(400, "invalid-request", "Invalid Request", detail, **more)


def missing_post(post_id: str) -> dict[str, Any]:
    return {
        "type": NAMED + "resource-not-found",
        "title": "Not Found Error",
        "detail": f"Could not find tweet with id: [{post_id}].",
        "resource_id": post_id,
        "resource_type": "tweet",
    }


def missing_media(number: str) -> dict[str, Any]:
    return {
        "type": NAMED + "resource-not-found",
        "title": "Not Found Error",
        "detail": f"Could not find media with id: [{number}].",
        "resource_id": number,
        "resource_type": "media",
    }


def not_yours(post_id: str) -> Answer:
    more = {"resource_id": post_id, "resource_type": "tweet", "parameter": "id", "value": post_id}
    detail = "You are not authorized to delete this Tweet."
    return problem(403, "not-authorized-for-resource", "Authorization Error", detail, **more)


def plain(status: int, title: str, detail: str) -> Answer:
    """A problem without a type of its own, as the live service gives them."""
    content = {"detail": detail, "type": "about:blank", "title": title, "status": status}
    return Answer.of(content, status, "application/problem+json")


def unauthorized() -> Answer:
    return plain(401, "Unauthorized", "Unauthorized")


def duplicate() -> Answer:
    return plain(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")


def credits_depleted() -> Answer:
    """The account that is billed has nothing left; so reported by public clients in 2026."""
    content = {
        "title": "CreditsDepleted",
        "detail": "Your enrolled account [1] does not have any credits to fulfill this request.",
        "type": "https://api.twitter.com/2/problems/credits",
    }
    return Answer.of(content, 402)


def unavailable() -> Answer:
    return plain(503, "Service Unavailable", "Service Unavailable")


def rate_limited(seconds: float) -> Answer:
    """Too many requests; `seconds` until the reset, which may be negative to be odd."""
    content = {
        "title": "Rate Limit Exceeded",
        "detail": "Rate limit exceeded",
        "type": "https://api.twitter.com/2/problems/rate-limit-exceeded",
        "errors": [{"code": 88, "message": "Rate limit exceeded"}],
    }
    answer = Answer.of(content, 429)
    reset = str(int(time.time() + seconds))
    headers = {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset}
    return Answer(answer.status, answer.body, answer.content_type, headers)
