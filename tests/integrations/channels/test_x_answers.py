from typing import Any

import pytest

from integrations.channels.answers import RefusalError
from integrations.channels.base import Outcome
from integrations.channels.x_answers import DAY, RATE_WINDOW, classify, complete_answer
from integrations.http import Response
from tests.contracts import contract
from tests.integrations.channels.samples import NOW, answer

MEANINGS = {
    "duplicate -> reconcile": Outcome.DUPLICATE,
    "auth_expired": Outcome.AUTH_EXPIRED,
    "auth_misconfigured": Outcome.AUTH_REVOKED,
    "rate_limited": Outcome.RATE_LIMITED,
    "quota_or_billing": Outcome.QUOTA,
    "unknown_outcome": Outcome.UNKNOWN,
    "rejected_permanent": Outcome.REJECTED,
}
SOON = str(int(NOW.timestamp()) + 60)
TOMORROW = str(int(NOW.timestamp()) + 20 * 60 * 60)
PAST = str(int(NOW.timestamp()) - 60)


def bodies(sample: dict[str, Any]) -> list[Any]:
    """The answers that a sample stands for, as X would word them."""
    if "body" in sample:
        return [sample["body"]]
    if "body_type" in sample:
        return [{"type": sample["body_type"].replace("...", "https://api.x.com/2"), "title": "Usage capped"}]
    said = sample["body_contains"]
    return [{"detail": f"{words}."} for words in ([said] if isinstance(said, str) else said)]


def test_every_refusal_seen_from_x_is_understood() -> None:
    """Each collected refusal of a post has the outcome that was noted for it."""
    for sample in contract("derived/x_error_samples.json"):
        expected = next((MEANINGS[start] for start in MEANINGS if sample["class"].startswith(start)), None)
        for body in bodies(sample) if expected else []:
            assert classify(answer(sample["http"], body), NOW, creates=True).outcome is expected, sample["case"]


def test_missing_inside_a_200_is_no_success() -> None:
    """The partial-error form of X is told from an answer, and known as "does not exist"."""
    (sample,) = (s for s in contract("derived/x_error_samples.json") if s["class"] == "not_found INSIDE a 200")
    with pytest.raises(RefusalError) as refusal:
        complete_answer(answer(sample["http"], sample["body"]), NOW)
    assert refusal.value.missing


@pytest.mark.parametrize(
    "status,body,outcome",
    [
        (400, {"type": "https://api.x.com/2/problems/invalid-request"}, Outcome.REJECTED),
        (402, {"title": "Payment Required"}, Outcome.QUOTA),
        (403, {"type": "https://api.x.com/2/problems/usage-capped"}, Outcome.QUOTA),
        (403, {"type": "https://api.x.com/2/problems/client-forbidden"}, Outcome.PERMISSION),
        (403, {"detail": "Your account is suspended and is not permitted to access this."}, Outcome.POLICY),
        (403, {}, Outcome.PERMISSION),
        (410, {}, Outcome.VERSION_RETIRED),
        (418, {}, Outcome.REJECTED),
    ],
)
def test_documented_refusals_are_certain(status: int, body: Any, outcome: Outcome) -> None:
    """A 4xx means that nothing was posted, and its type, wording or status says why."""
    assert classify(answer(status, body), NOW, creates=True).outcome is outcome


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_server_errors_leave_a_creation_unknown(status: int) -> None:
    """After a 5xx a post may stand; a read may simply be repeated."""
    assert classify(answer(status), NOW, creates=True).outcome is Outcome.UNKNOWN
    assert classify(answer(status), NOW).outcome is Outcome.TRANSIENT


def test_errors_without_data_in_a_2xx_leave_it_unknown() -> None:
    """A success that says only what went wrong does not say whether the post stands."""
    errors = {"errors": [{"title": "Service Unavailable"}]}
    assert classify(answer(200, errors), NOW, creates=True).outcome is Outcome.UNKNOWN
    assert classify(answer(201, {"data": {"id": "7"}, **errors}), NOW, creates=True).remote_id == "7"


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"data": {"id": "7"', b"[]"])
def test_complete_head_of_a_2xx_is_success_whatever_the_body(body: bytes) -> None:
    """What becomes of the body never turns a success into a failure; the id is then not known."""
    verdict = classify(Response(201, [], body, truncated=True), NOW, creates=True)
    assert (verdict.outcome, verdict.remote_id) == (Outcome.OK, "")


@pytest.mark.parametrize(
    "headers,seconds",
    [
        ({"x_rate_limit_reset": SOON}, 60),
        ({"x_rate_limit_remaining": "0", "x_rate_limit_reset": SOON}, 60),
        (
            {
                "x_rate_limit_remaining": "12",
                "x_rate_limit_reset": SOON,
                "x_user_limit_24hour_remaining": "0",
                "x_user_limit_24hour_reset": TOMORROW,
            },
            20 * 60 * 60,
        ),
        (
            {
                "x_rate_limit_remaining": "0",
                "x_rate_limit_reset": SOON,
                "x_app_limit_24hour_remaining": "0",
                "x_app_limit_24hour_reset": TOMORROW,
            },
            20 * 60 * 60,
        ),
        ({"x_rate_limit_reset": PAST}, RATE_WINDOW),
        ({"x_rate_limit_reset": str(int(NOW.timestamp()) + 2 * DAY)}, RATE_WINDOW),
        ({"x_rate_limit_reset": "soon"}, RATE_WINDOW),
        ({}, RATE_WINDOW),
    ],
)
def test_limit_is_waited_for_until_the_reset_that_binds(headers: dict[str, str], seconds: int) -> None:
    """The reset of the exhausted limits counts; an odd one is replaced by one window."""
    verdict = classify(answer(429, {"title": "Too Many Requests"}, **headers), NOW, creates=True)
    assert (verdict.outcome, verdict.retry_after) == (Outcome.RATE_LIMITED, seconds)


def test_detail_repeats_what_x_said() -> None:
    """The operator reads X's own words."""
    body = {"title": "Forbidden", "detail": "You are not permitted to perform this action."}
    assert classify(answer(403, body), NOW).detail == "X answered 403: You are not permitted to perform this action."
