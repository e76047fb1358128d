"""The refusals of Mastodon, in the shape that its API description gives them and in its own words."""

from datetime import UTC, datetime, timedelta

from integrations.sandbox.calls import Answer


def problem(status: int, words: str) -> Answer:
    return Answer.of({"error": words}, status)


def invalid(words: str) -> Answer:
    return Answer.of({"error": f"Validation failed: {words}", "details": {}}, 422)


def missing() -> Answer:
    """Said of what is gone, and of what belongs to another account alike."""
    return problem(404, "Record not found")


def out_of_scope() -> Answer:
    return problem(403, "This action is outside the authorized scopes")


def unauthorized() -> Answer:
    return problem(401, "The access token is invalid")


def unavailable() -> Answer:
    return problem(503, "There was a temporary problem serving your request, please try again")


def rate_limited(seconds: float) -> Answer:
    """Too many requests; `seconds` until the reset, which may be negative to be odd."""
    reset = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="microseconds")
    headers = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}
    refused = problem(429, "Too many requests")
    return Answer(refused.status, refused.body, headers=headers)
