"""Meta's error codes and subcodes: what each means for a post, and what the owner of the Page can do about it.

From Meta's pages "Handling Errors" and "Rate Limits" of the Graph API. The subcodes from 1346003 on stand in no
page of Meta's; they are those that others have met when posting to Pages.
"""

from dataclasses import dataclass
from typing import Any

from integrations.channels.base import Outcome


@dataclass(frozen=True)
class Refusal:
    """What a refusal comes to.

    Args:
        advice: one sentence, or two, for the owner; empty where there is nothing to do but wait, or Facebook's own
            words say it.
    """

    outcome: Outcome
    advice: str = ""


UNCLEAR = {1, 2, 1363047, 1609010}  # "unknown", "service": a post may stand all the same
MISSING = {33, 803}  # "does not exist, or may not be seen"

PAGE_MISSING = Refusal(
    Outcome.PERMISSION, "Facebook shows the Page to nobody with this token: check its number, then connect it again."
)
UNACCEPTED = Refusal(Outcome.AUTH_EXPIRED, "The access token is not accepted: connect the Page again.")
NOT_ALLOWED = Refusal(
    Outcome.PERMISSION, "The app may not post there: connect the Page again, and allow everything that is asked for."
)
NOT_CAPABLE = Refusal(Outcome.PERMISSION, "The app has not been given this ability: see to its review at Meta.")
TOO_MANY = Refusal(Outcome.RATE_LIMITED)
BLOCKED = Refusal(Outcome.POLICY, "Facebook keeps this from being posted: look at the Page's support inbox.")
RETIRED = Refusal(Outcome.VERSION_RETIRED, "Facebook has retired this version of its API: update Meridian.")
UNCONFIRMED = Refusal(Outcome.PERMISSION, "Somebody who runs the Page must confirm on facebook.com who they are.")
UNREADABLE = Refusal(Outcome.TRANSIENT, "Facebook could not read the page that the link leads to.")

BY_CODE = {
    3: NOT_CAPABLE,
    4: TOO_MANY,  # the app's calls
    10: NOT_ALLOWED,
    12: RETIRED,
    17: TOO_MANY,  # the person's calls
    32: TOO_MANY,  # calls about a Page, with a person's token
    100: Refusal(Outcome.REJECTED),
    102: UNACCEPTED,
    190: UNACCEPTED,
    **dict.fromkeys(range(200, 300), NOT_ALLOWED),
    341: TOO_MANY,
    368: BLOCKED,
    506: Refusal(Outcome.DUPLICATE),
    613: TOO_MANY,
    2635: RETIRED,
    80001: TOO_MANY,  # calls about a Page, with its own token
    80002: TOO_MANY,
    1609005: UNREADABLE,
}
BY_SUBCODE = {
    458: Refusal(Outcome.AUTH_REVOKED, "The person has removed the app: connect the Page again."),
    459: Refusal(Outcome.AUTH_REVOKED, "The person must log in on facebook.com first; then connect the Page again."),
    460: Refusal(Outcome.AUTH_REVOKED, "The person's password has changed: connect the Page again."),
    463: UNACCEPTED,
    464: Refusal(
        Outcome.AUTH_REVOKED,
        "The person must confirm the account on facebook.com first; then connect the Page again.",
    ),
    467: Refusal(Outcome.AUTH_REVOKED, "The access token was taken back: connect the Page again."),
    492: Refusal(
        Outcome.AUTH_REVOKED, "The person has no role on the Page any more: somebody who has one must connect it again."
    ),
    1346003: BLOCKED,
    1366046: Refusal(Outcome.REJECTED, "Facebook does not take the picture: it is too big, or of another kind."),
    1366051: Refusal(Outcome.DUPLICATE),
    1390008: TOO_MANY,
    1404078: UNCONFIRMED,
    1404102: BLOCKED,
    1404112: BLOCKED,
    1609005: UNREADABLE,
    1609008: Refusal(Outcome.REJECTED, "Links to Facebook itself cannot be posted."),
    4854002: UNCONFIRMED,
}


def refusal_of(status: int, error: dict[str, Any], *, creates: bool) -> Refusal | None:
    """What an answer refuses; None where Facebook commits itself to nothing.

    A refusal is a 4xx with a code: its subcode says more than the code, and a code that nobody has noted is final.

    Args:
        creates: the request makes a post; what is missing then is the Page.
    """
    numbers = {error.get("code", 0), error.get("error_subcode", 0)}
    if not 400 <= status < 500 or numbers & UNCLEAR:
        return None
    if creates and numbers & MISSING:
        return PAGE_MISSING
    known = BY_SUBCODE.get(error.get("error_subcode", 0)) or BY_CODE.get(error.get("code", 0))
    if known or status == 429:
        return known or TOO_MANY
    return Refusal(Outcome.REJECTED) if error.get("code") and not error.get("is_transient") else None
