"""The kinds of errors there are: what each means, what to do about it, and how an answer of the kind looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class ProblemType:
    """One kind of error, as clients may rely on it.

    Args:
        meaning: what has happened.
        advice: what whoever gets it can do.
        members: what an answer of this kind has besides or instead, as an example.
    """

    title: str
    status: int
    meaning: str
    advice: str
    members: Mapping[str, Any] = field(default_factory=dict)


PROBLEM_TYPES = {
    "invalid-parameter": ProblemType(
        "Invalid parameter",
        400,
        "A query parameter is unknown or has an unusable value; `errors` names each of them.",
        "Correct what `errors` names, or leave it out. The reference lists what each address understands.",
        {
            "detail": "One or more query parameters cannot be used.",
            "errors": [{"parameter": "colour", "detail": "Unknown here. Known are: cursor, fields, limit."}],
        },
    ),
    "invalid-field": ProblemType(
        "Invalid field",
        400,
        "What was sent lacks a field or has an unusable one; `errors` names each of them.",
        "Correct the fields that `errors` names, and send it again.",
        {
            "detail": "One or more fields cannot be used.",
            "errors": [{"field": "email", "detail": "Enter a valid email address."}],
        },
    ),
    "parse-error": ProblemType(
        "Malformed request",
        400,
        "The request could not be read.",
        "Look at how it is written: its body, its headers, and the host that it names.",
    ),
    "authentication-failed": ProblemType(
        "Key not accepted",
        401,
        "The key shown is malformed, unknown, expired or revoked.",
        "Send it whole, as `Authorization: Bearer <key>`. If it has ended, ask whoever gave it to you for a new one. "
        "What is public needs no key.",
    ),
    "not-authenticated": ProblemType(
        "Key needed",
        401,
        "This address answers only to those who show a key.",
        "Send one as `Authorization: Bearer <key>`. Keys are made in the admin, under Settings › API keys.",
    ),
    "permission-denied": ProblemType(
        "Not allowed",
        403,
        "The key shown lacks the scope for this part of the API.",
        "Use a key that has it. Scopes can be added to a key in the admin, under Settings › API keys.",
    ),
    "not-found": ProblemType(
        "Not found",
        404,
        "There is nothing here, or nothing that the caller may know of: the two look the same.",
        "Look for a slip in the address. If it is for members, show a key for their group.",
    ),
    "method-not-allowed": ProblemType(
        "Method not allowed",
        405,
        "The header Allow names the methods that are.",
        "Ask again with one of them.",
    ),
    "draft-unreadable": ProblemType(
        "Draft cannot be shown",
        409,
        "A draft lacks something that it cannot be shown without; editors can mend it.",
        "Tell the editors what `detail` says, and ask again when they have saved the page.",
    ),
    "gone": ProblemType(
        "Gone",
        410,
        "A page stood here and was taken back. Forget the address.",
        "Drop your copy of it and the links that lead to it.",
    ),
    "link-expired": ProblemType(
        "Link expired",
        410,
        "The preview link is too old, was cut short, or its maker may not edit the page any more.",
        "Ask whoever sent it for a new one, or make one in the page's form in the admin.",
    ),
    "cursor-expired": ProblemType(
        "Cursor expired",
        410,
        "The cursor was given for other rights, for other filters, or before a rebuild.",
        "Drop what you hold and begin again at `resync`.",
        {"resync": "https://cms.example.org/api/v1/changes/"},
    ),
    "content-too-large": ProblemType(
        "Content too large", 413, "The body is longer than anything that is read here.", "Send less at a time."
    ),
    "unsupported-media-type": ProblemType(
        "Unsupported media type",
        415,
        "The body has a type that is not read here.",
        "Send `application/json` or `application/x-www-form-urlencoded`, and say which in Content-Type.",
    ),
    "throttled": ProblemType(
        "Too many requests",
        429,
        "One key, or one address without a key, has asked more than it may in so much time.",
        "Wait for as many seconds as the header Retry-After says. With every answer, RateLimit says how much is left.",
    ),
    "error": ProblemType(
        "Server error",
        500,
        "Something failed on our side. The same request may work later.",
        "Ask again a little later, with growing pauses between. If it goes on, tell whoever runs this installation.",
    ),
}


def problem_body(slug: str, detail: str, **members: Any) -> dict[str, Any]:
    """What an error answer says."""
    kind = PROBLEM_TYPES[slug]
    return {"type": problem_address(slug), "title": kind.title, "status": kind.status, "detail": detail, **members}


def example_of(slug: str) -> dict[str, Any]:
    """What an error answer of a kind may look like."""
    kind = PROBLEM_TYPES[slug]
    return {**problem_body(slug, kind.meaning), **kind.members}


def problem_address(slug: str) -> str:
    """The `type` of a problem, which explains itself there."""
    return reverse("api:problem", args=(slug,))
