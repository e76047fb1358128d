from typing import Any

import pytest

from integrations.channels.answers import RefusalError
from integrations.channels.base import Outcome
from integrations.channels.facebook_answers import HOUR, classify, complete_answer
from integrations.http import Response
from tests.contracts import contract
from tests.integrations.channels.samples import answer

MEANINGS = {
    "unknown_outcome_on_write": {Outcome.UNKNOWN},
    "permission": {Outcome.PERMISSION},
    "rate_limited": {Outcome.RATE_LIMITED},
    "policy_blocked": {Outcome.POLICY},
    "duplicate": {Outcome.DUPLICATE},
    "rejected_permanent_or_retry_after_fixing_page": {Outcome.REJECTED, Outcome.TRANSIENT},
    "rejected_permanent": {Outcome.REJECTED},
    "auth_expired": {Outcome.AUTH_EXPIRED},
}


def refusal(code: int, subcode: int | None = None, **more: Any) -> dict[str, Any]:
    subcoded = {"error_subcode": subcode} if subcode else {}
    return {"error": {"message": "No.", "type": "OAuthException", "code": code, **subcoded, **more}}


def outcome(status: int, content: Any, *, creates: bool = True) -> Outcome:
    return classify(answer(status, content), creates=creates).outcome


def test_every_documented_code_is_understood() -> None:
    """Each code of Meta's documentation has the meaning that was noted for it."""
    for entry in contract("derived/meta_error_codes.json")["codes"]:
        for code in entry.get("range", [entry.get("code")]):
            assert outcome(400, refusal(code)) in MEANINGS[entry["class"]], entry


def test_ended_sessions_need_a_person() -> None:
    """A token that expired may have been replaced meanwhile; one that was taken away only a person can replace."""
    for subcode in contract("derived/meta_error_codes.json")["subcodes_190"]:
        expected = Outcome.AUTH_EXPIRED if subcode == "463" else Outcome.AUTH_REVOKED
        assert outcome(400, refusal(190, int(subcode))) is expected


@pytest.mark.parametrize(
    "status,content,expected",
    [(418, refusal(324), Outcome.REJECTED), (429, None, Outcome.RATE_LIMITED), (403, refusal(10), Outcome.PERMISSION)],
)
def test_refusals_are_certain_whatever_the_4xx(status: int, content: Any, expected: Outcome) -> None:
    """A code that nobody has noted is final, and too many requests are that without a code."""
    assert outcome(status, content) is expected


@pytest.mark.parametrize(
    "status,content",
    [
        (500, refusal(4)),
        (503, None),
        (400, refusal(1)),
        (400, refusal(2, is_transient=True)),
        (400, refusal(100, 1363047)),
        (400, refusal(5000, is_transient=True)),
        (404, None),
        (400, {"error": "no object"}),
        (200, refusal(506)),
    ],
)
def test_what_promises_nothing_leaves_a_creation_unknown(status: int, content: Any) -> None:
    """A server error, a vague code or an answer that is not Meta's does not say whether the post stands."""
    assert outcome(status, content) is Outcome.UNKNOWN
    assert outcome(status, content, creates=False) is Outcome.TRANSIENT


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"id": "7', b"[]"])
def test_complete_head_of_a_2xx_is_success_whatever_the_body(body: bytes) -> None:
    """What becomes of the body never turns a success into a failure; the id is then not known."""
    verdict = classify(Response(200, [], body, truncated=True), creates=True)
    assert (verdict.outcome, verdict.remote_id) == (Outcome.OK, "")


def test_photo_is_known_by_its_post() -> None:
    """Of a photo the post is kept, which can be edited, found and taken back."""
    assert classify(answer(200, {"id": "9", "post_id": "42_7"}), creates=True).remote_id == "42_7"
    assert classify(answer(200, {"id": "42_8"}), creates=True).remote_id == "42_8"


@pytest.mark.parametrize(
    "header,seconds",
    [
        ('{"42": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 19}]}', 19 * 60),
        ('{"42": [{"estimated_time_to_regain_access": 19}], "42": [{"estimated_time_to_regain_access": 5}]}', 19 * 60),
        ('{"42": [{"type": "pages", "estimated_time_to_regain_access": 0}]}', HOUR),
        ('{"42": [{"estimated_time_to_regain_access": "soon"}]}', HOUR),
        ("{", HOUR),
        ("", HOUR),
    ],
)
def test_limit_is_waited_for_as_long_as_meta_estimates(header: str, seconds: int) -> None:
    """The longest estimate counts, in minutes, also where one business is named twice; without one, the hour does."""
    verdict = classify(answer(400, refusal(80001), x_business_use_case_usage=header), creates=True)
    assert (verdict.outcome, verdict.retry_after) == (Outcome.RATE_LIMITED, seconds)


def test_operator_is_told_when_most_calls_are_spent() -> None:
    """From 80 per cent on a success says how much is spent, whichever header tells it."""
    page = '{"42": [{"type": "pages", "call_count": 97, "total_time": 23}]}'
    assert "97 %" in classify(answer(200, {"id": "1"}, x_business_use_case_usage=page)).detail
    assert "80 %" in classify(answer(200, {"id": "1"}, x_app_usage='{"call_count": 80}')).detail
    assert classify(answer(200, {"id": "1"}, x_app_usage='{"call_count": 79}')).detail == ""


def test_detail_repeats_what_facebook_said() -> None:
    """The operator reads Facebook's own words, with the numbers to look them up by."""
    said = refusal(368, 1404112, error_user_msg="Try again tomorrow.")
    detail = classify(answer(400, said)).detail
    assert detail.endswith("Facebook answered 400 (368/1404112): No.; Try again tomorrow.")


def test_missing_things_are_told_from_other_refusals() -> None:
    """Subcode 33 and code 803 mean that the thing cannot be seen; an incomplete answer means nothing."""
    for content, missing in ((refusal(100, 33), True), (refusal(803), True), (refusal(100), False), (None, False)):
        with pytest.raises(RefusalError) as error:
            complete_answer(answer(400 if content else 200, content))
        assert error.value.missing is missing
