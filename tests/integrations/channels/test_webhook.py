import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook as IndependentReceiver

from integrations.channels import channel
from integrations.channels.base import Outcome, Verdict
from integrations.channels.webhook import classify
from integrations.redaction import REDACTED, Redaction
from tests.integrations.channels.samples import CONFIGS, MESSAGE, NOW, SECRETS, Script, account, answer

WEBHOOK = channel("webhook")


def test_thin_payload_is_these_bytes() -> None:
    """The bytes of a thin payload are settled: sorted, without spaces, UTF-8, as receivers have been told."""
    payload = WEBHOOK.compose(replace(MESSAGE, path="/de/artikel/rücken/"), CONFIGS["webhook"], "")
    assert payload.body.decode() == (
        '{"data":{"cause":"content","cursor":12,"etag":"\\"9f2c\\"","kind":"page",'
        '"occurred_at":"2026-11-22T18:00:00.000Z","path":"/de/artikel/rücken/","previous_cursor":11,'
        '"previous_path":"","type":"articles","uid":"3f0f7d1c-6f0a-4f0e-9a3e-0d6f6a1d2b3c",'
        '"url":"https://example.org/en/articles/sleep/","version":3},'
        '"timestamp":"2026-11-22T18:00:00.000Z","type":"document.published"}'
    )


def test_full_payload_carries_the_document() -> None:
    """A destination that asks for it gets the whole document, except after a tombstone."""
    config = {**CONFIGS["webhook"], "payload": "full"}
    published = json.loads(WEBHOOK.compose(MESSAGE, config, "").body)
    deleted = json.loads(WEBHOOK.compose(replace(MESSAGE, action="deleted", document=None), config, "").body)
    assert published["data"]["document"] == MESSAGE.document
    assert deleted["type"] == "document.deleted"
    assert "document" not in deleted["data"]


def test_signature_is_fresh_and_known_to_an_independent_receiver(time_machine: Any) -> None:
    """Each attempt is signed with its own time, and the reference library accepts it."""
    time_machine.move_to(NOW)
    door, payload = Script(answer(204)), WEBHOOK.compose(MESSAGE, CONFIGS["webhook"], "")
    WEBHOOK.commit(payload, MESSAGE, account(CONFIGS["webhook"], SECRETS["webhook"], NOW), door)
    headers = door.requests[0].headers
    assert headers["webhook-id"] == MESSAGE.id
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    receiver = IndependentReceiver(SECRETS["webhook"]["signing_secrets"][0])
    assert receiver.verify(payload.body.decode(), headers) == json.loads(payload.body)


@pytest.mark.parametrize("signature, kinds", [("v1", ["v1"]), ("v1a", ["v1a"]), ("both", ["v1", "v1a"])])
def test_a_destination_chooses_how_it_is_signed(signature: str, kinds: list[str]) -> None:
    """With the shared secret, with the key pair that comes with it, or with both."""
    door, config = Script(answer(204)), {**CONFIGS["webhook"], "signature": signature}
    payload, secret = WEBHOOK.compose(MESSAGE, config, ""), WEBHOOK.issue_secret({})
    assert secret is not None
    WEBHOOK.commit(payload, MESSAGE, account(config, secret, NOW), door)
    signatures = door.requests[0].headers["webhook-signature"].split()
    assert [one.partition(",")[0] for one in signatures] == kinds


def test_more_headers_are_sent_and_never_replace_ours() -> None:
    """Whatever a destination adds, type and signature are those of the message."""
    config = {**CONFIGS["webhook"], "headers": "X-Team: content\n\nX-Empty-Line-Before: yes"}
    secret, door = {**SECRETS["webhook"], "secret_headers": "Authorization: Bearer t0ken"}, Script(answer(204))
    assert WEBHOOK.validate(config, secret) == {}
    WEBHOOK.commit(WEBHOOK.compose(MESSAGE, config, ""), MESSAGE, account(config, secret, NOW), door)
    headers = door.requests[0].headers
    assert (headers["x-team"], headers["authorization"]) == ("content", "Bearer t0ken")
    assert (headers["content-type"], headers["webhook-id"]) == ("application/json", MESSAGE.id)


def test_no_report_shows_a_secret_header() -> None:
    """Neither the line, nor the value, nor the token in it: a receiver may send any of them back."""
    told = account({}, {**SECRETS["webhook"], "secret_headers": "Authorization: Bearer t0ken\nX-Key: k3y-of-ours"}, NOW)
    WEBHOOK.prepare(told, Script())
    assert Redaction(told.secret)("t0ken k3y-of-ours Bearer") == f"{REDACTED} {REDACTED} Bearer"


def test_preview_is_readable() -> None:
    """People see the same JSON, laid out."""
    payload = WEBHOOK.compose(MESSAGE, CONFIGS["webhook"], "")
    assert '\n  "type": "document.published"' in WEBHOOK.preview(payload)


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_any_2xx_is_received(status: int) -> None:
    """Standard Webhooks takes every 2xx for received."""
    assert classify(answer(status), NOW).outcome is Outcome.OK


@pytest.mark.parametrize(
    "status,outcome",
    [
        (410, Outcome.GONE),
        (429, Outcome.RATE_LIMITED),
        (400, Outcome.TRANSIENT),
        (404, Outcome.TRANSIENT),
        (503, Outcome.TRANSIENT),
        (301, Outcome.TRANSIENT),
    ],
)
def test_other_answers(status: int, outcome: Outcome) -> None:
    """410 ends it, 429 slows it down, everything else is tried again."""
    assert classify(answer(status), NOW).outcome is outcome


def wait(status: int, retry_after: str) -> tuple[Outcome, float | None]:
    verdict: Verdict = classify(answer(status, retry_after=retry_after), NOW)
    return verdict.outcome, verdict.retry_after


def test_retry_after_is_seconds_or_a_date() -> None:
    """Both forms of Retry-After are understood, and a 503 that names a time is a limit."""
    later = (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert wait(429, "120") == (Outcome.RATE_LIMITED, 120.0)
    assert wait(503, later) == (Outcome.RATE_LIMITED, 90.0)


@pytest.mark.parametrize("value", ["", "soon", "-5", "٣", "1.5"])
def test_retry_after_that_is_not_understood_is_ignored(value: str) -> None:
    """Nonsense in Retry-After is the same as its absence."""
    assert wait(429, value) == (Outcome.RATE_LIMITED, None)


def test_retry_after_in_the_past_is_at_once() -> None:
    """A date that has passed asks for no wait."""
    assert wait(429, "Sun, 22 Nov 2020 18:00:00 GMT") == (Outcome.RATE_LIMITED, 0.0)
