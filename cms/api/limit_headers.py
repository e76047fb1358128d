"""How the description tells of the headers that say what a caller may still ask.

They are those of draft-ietf-httpapi-ratelimit-headers-11: lists of Structured Fields (RFC 9651), with an item for each
policy that counted the request.
"""

from typing import Any

from cms.core.api_fields import Schema

HEADERS: dict[str, Schema] = {
    "RateLimit-Policy": {
        "description": "What the caller may ask: `q` requests in each window of `w` seconds. Not there where nothing "
        "is counted.",
        "schema": {"type": "string"},
        "example": '"address";q=600;w=60',
    },
    "RateLimit": {
        "description": "What is left of it: `r` requests until the window ends, in `t` seconds. To be ignored in an "
        "answer that a cache had kept.",
        "schema": {"type": "string"},
        "example": '"address";r=599;t=42',
    },
    "Retry-After": {
        "description": "After how many seconds to ask again: when the window of the exhausted policy ends.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 42,
    },
}
COUNTED = ("RateLimit-Policy", "RateLimit")


def with_limits(code: str, answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with the headers that tell of limits. Of a failure of ours nothing is told.

    Args:
        code: the status of the answer.
    """
    if code == "500":
        return answer
    names = (*COUNTED, "Retry-After") if code == "429" else COUNTED
    return {**answer, "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names}}
