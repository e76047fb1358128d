"""The refusals of WordPress, in the shape of its REST API and with its codes, and of what stands in front of it."""

from integrations.sandbox.calls import Answer

MAINTENANCE = b"<!DOCTYPE html><title>Maintenance</title><p>Briefly unavailable for scheduled maintenance.</p>"


def problem(status: int, code: str, words: str) -> Answer:
    return Answer.of({"code": code, "message": words, "data": {"status": status}}, status)


def invalid(name: str) -> Answer:
    details = {name: {"code": "rest_invalid_param", "message": f"This stand-in takes no such {name}.", "data": None}}
    data = {"status": 400, "params": {name: "Invalid."}, "details": details}
    said = {"code": "rest_invalid_param", "message": f"Invalid parameter(s): {name}", "data": data}
    return Answer.of(said, 400)


def hidden(status: int) -> Answer:
    """Posts that are not published are not for this user, which is said of the parameter that asks for them."""
    said = {"code": "rest_forbidden_status", "message": "Status is forbidden.", "data": {"status": status}}
    data = {"status": 400, "params": {"status": "Status is forbidden."}, "details": {"status": said}}
    return Answer.of({"code": "rest_invalid_param", "message": "Invalid parameter(s): status", "data": data}, 400)


def missing() -> Answer:
    return problem(404, "rest_post_invalid_id", "Invalid post ID.")


def unauthorized() -> Answer:
    return problem(401, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")


def unavailable() -> Answer:
    return Answer(503, MAINTENANCE, "text/html; charset=UTF-8", {"retry-after": "600"})


def rate_limited(seconds: float) -> Answer:
    """WordPress itself counts nothing: this is said by what stands in front of many a blog."""
    return Answer(429, b"<h1>Too Many Requests</h1>", "text/html", {"retry-after": f"{max(seconds, 0):.0f}"})
