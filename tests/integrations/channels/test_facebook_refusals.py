"""Each of Meta's codes and subcodes by itself: what it comes to, and what its owner is told to do."""

from typing import Any

import pytest

from integrations.channels.base import Outcome
from integrations.channels.facebook_answers import HOUR, classify
from tests.integrations.channels.samples import answer

CONNECT = "connect the Page again"
TABLE = [
    (3, None, Outcome.PERMISSION, "review at Meta"),
    (4, None, Outcome.RATE_LIMITED, ""),
    (10, None, Outcome.PERMISSION, CONNECT),
    (12, None, Outcome.VERSION_RETIRED, "update Meridian"),
    (17, None, Outcome.RATE_LIMITED, ""),
    (32, None, Outcome.RATE_LIMITED, ""),
    (100, None, Outcome.REJECTED, ""),
    (100, 1366046, Outcome.REJECTED, "does not take the picture"),
    (100, 1366051, Outcome.DUPLICATE, ""),
    (100, 1404078, Outcome.PERMISSION, "confirm on facebook.com"),
    (100, 1609005, Outcome.TRANSIENT, "could not read the page"),
    (100, 1609008, Outcome.REJECTED, "Links to Facebook"),
    (102, None, Outcome.AUTH_EXPIRED, CONNECT),
    (190, None, Outcome.AUTH_EXPIRED, CONNECT),
    (190, 458, Outcome.AUTH_REVOKED, "removed the app"),
    (190, 459, Outcome.AUTH_REVOKED, "log in on facebook.com first"),
    (190, 460, Outcome.AUTH_REVOKED, "password has changed"),
    (190, 463, Outcome.AUTH_EXPIRED, CONNECT),
    (190, 464, Outcome.AUTH_REVOKED, "confirm the account"),
    (190, 467, Outcome.AUTH_REVOKED, CONNECT),
    (190, 492, Outcome.AUTH_REVOKED, "no role on the Page"),
    (200, None, Outcome.PERMISSION, CONNECT),
    (299, None, Outcome.PERMISSION, CONNECT),
    (324, None, Outcome.REJECTED, ""),
    (341, None, Outcome.RATE_LIMITED, ""),
    (368, None, Outcome.POLICY, "support inbox"),
    (368, 1346003, Outcome.POLICY, "support inbox"),
    (368, 1390008, Outcome.RATE_LIMITED, ""),
    (368, 1404102, Outcome.POLICY, "support inbox"),
    (368, 1404112, Outcome.POLICY, "support inbox"),
    (368, 4854002, Outcome.PERMISSION, "confirm on facebook.com"),
    (506, None, Outcome.DUPLICATE, ""),
    (613, None, Outcome.RATE_LIMITED, ""),
    (2635, None, Outcome.VERSION_RETIRED, "update Meridian"),
    (80001, None, Outcome.RATE_LIMITED, ""),
    (80002, None, Outcome.RATE_LIMITED, ""),
    (1609005, None, Outcome.TRANSIENT, "could not read the page"),
]


def refusal(code: int, subcode: int | None) -> dict[str, Any]:
    subcoded = {} if subcode is None else {"error_subcode": subcode}
    return {"error": {"message": "No.", "type": "OAuthException", "code": code, **subcoded}}


@pytest.mark.parametrize("code,subcode,outcome,advice", TABLE)
@pytest.mark.parametrize("creates", [True, False])
def test_a_refusal_has_its_outcome_and_its_advice(
    code: int, subcode: int | None, outcome: Outcome, advice: str, creates: bool
) -> None:
    """The same for posting as for everything else; the advice stands before Facebook's own words."""
    verdict = classify(answer(400, refusal(code, subcode)), creates=creates)
    assert verdict.outcome is outcome
    said, known, _words = verdict.detail.partition("Facebook answered 400")
    assert known
    assert advice in said if advice else said == ""


@pytest.mark.parametrize("code,subcode,outcome", [(100, 33, Outcome.PERMISSION), (803, None, Outcome.PERMISSION)])
def test_a_page_that_cannot_be_seen_needs_a_person(code: int, subcode: int | None, outcome: Outcome) -> None:
    """When posting it is the Page that is missing; of a post that is gone nothing more can be said."""
    posted = classify(answer(400, refusal(code, subcode)), creates=True)
    assert (posted.outcome, "check its number" in posted.detail) == (outcome, True)
    assert classify(answer(400, refusal(code, subcode))).outcome is Outcome.REJECTED


@pytest.mark.parametrize("code,subcode", [(1, None), (2, None), (100, 1363047), (368, 1609010)])
def test_a_vague_code_leaves_it_open_whether_the_post_stands(code: int, subcode: int | None) -> None:
    """It may stand all the same, and is looked for; what may be repeated is repeated."""
    assert classify(answer(400, refusal(code, subcode)), creates=True).outcome is Outcome.UNKNOWN
    assert classify(answer(400, refusal(code, subcode))).outcome is Outcome.TRANSIENT


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001])
@pytest.mark.parametrize(
    "header,value,seconds",
    [
        ("x_business_use_case_usage", '{"42": [{"type": "pages", "estimated_time_to_regain_access": 7}]}', 7 * 60),
        ("x_app_usage", '{"call_count": 100, "total_time": 25, "total_cputime": 25}', HOUR),
        ("x_page_usage", '{"call_count": 100, "total_time": 25, "total_cputime": 25}', HOUR),
    ],
)
def test_every_limit_is_waited_for(code: int, header: str, value: str, seconds: int) -> None:
    """As long as Meta estimates; where it only tells how much is spent, the hour that it counts in."""
    verdict = classify(answer(400, refusal(code, None), **{header: value}), creates=True)
    assert (verdict.outcome, verdict.retry_after) == (Outcome.RATE_LIMITED, seconds)


def test_the_older_header_warns_as_well() -> None:
    """Meta measures a Page's calls in one of two headers; either is heard."""
    assert "85 %" in classify(answer(200, {"id": "1"}, x_page_usage='{"total_cputime": 85}')).detail
