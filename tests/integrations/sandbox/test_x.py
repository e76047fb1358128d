"""The X channel and the stand-in for X, through the real network door, judged by X's own description."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Payload, Presence, Send, Verdict
from integrations.channels.x_requests import api_request
from integrations.http import DoorError, Request, Response, send
from integrations.sandbox.connect import x_account
from tests.integrations.channels.samples import MARKER, MESSAGE
from tests.sandbox_server import RunningSandbox, running_sandbox

X = channel("x")


def post(account: Account, through: Send, marker: str = MARKER) -> Verdict:
    return X.commit(X.compose(MESSAGE, account.config, marker), MESSAGE, account, through)


def post_bytes(account: Account, body: bytes, through: Send) -> Response:
    return through(api_request("POST", "/2/tweets", account, body))


def look_up(account: Account, through: Send, marker: str = MARKER) -> Presence:
    return X.lookup(marker, account, datetime.now(UTC) - timedelta(minutes=5), through).presence


def test_post_stands_is_found_and_taken_back(sandbox: RunningSandbox, judged_send: Send) -> None:
    """A post is on the timeline once, is found by its marker, and is gone after it was taken back."""
    account = sandbox.account("x")
    posted = post(account, judged_send)
    assert posted.outcome is Outcome.OK
    assert posted.remote_url == f"{sandbox.address}/i/web/status/{posted.remote_id}"
    assert [p["id"] for p in sandbox.posts()] == [posted.remote_id]
    assert look_up(account, judged_send) is Presence.FOUND
    assert X.retract(posted.remote_id, account, judged_send).outcome is Outcome.OK
    assert sandbox.posts() == []
    assert look_up(account, judged_send) is Presence.ABSENT


def test_taking_back_twice_is_success(sandbox: RunningSandbox, judged_send: Send) -> None:
    """What is gone already counts as taken back."""
    account = sandbox.account("x")
    posted = post(account, judged_send)
    verdicts = [X.retract(posted.remote_id, account, judged_send) for _ in range(2)]
    assert [verdict.outcome for verdict in verdicts] == [Outcome.OK, Outcome.OK]


def test_the_same_content_twice_is_refused(sandbox: RunningSandbox, judged_send: Send) -> None:
    """The second identical post is a duplicate, and the first still stands alone."""
    account = sandbox.account("x")
    assert [post(account, judged_send).outcome for _ in range(2)] == [Outcome.OK, Outcome.DUPLICATE]
    assert len(sandbox.posts()) == 1


@pytest.mark.parametrize("taken_back, outcome", [(False, Outcome.OK), (True, Outcome.REJECTED)])
def test_reply_stands_where_its_post_does(
    sandbox: RunningSandbox, judged_send: Send, taken_back: bool, outcome: Outcome
) -> None:
    """A reply is a post with a marker of its own; to a post that is gone nobody replies."""
    account = sandbox.account("x")
    first = post(account, judged_send)
    if taken_back:
        X.retract(first.remote_id, account, judged_send)
    reply = X.compose_reply(MESSAGE, account.config, "another", first.remote_id)
    assert X.commit(reply, MESSAGE, account, judged_send).outcome is outcome
    assert (look_up(account, judged_send, "another") is Presence.FOUND) == (not taken_back)


def test_look_up_follows_every_page(sandbox: RunningSandbox, judged_send: Send) -> None:
    """The oldest of many posts is found behind the last page, and only its own marker finds it."""
    account = sandbox.account("x")
    for number in range(12):
        assert post(account, judged_send, f"mark{number:02}").outcome is Outcome.OK
    assert look_up(account, judged_send, "mark00") is Presence.FOUND
    assert look_up(account, judged_send, "mark0") is Presence.ABSENT


def test_probe_knows_its_own_account(sandbox: RunningSandbox, judged_send: Send) -> None:
    """A fresh token is good, and one for another account is noticed."""
    account = sandbox.account("x")
    assert X.probe(account, judged_send).outcome is Outcome.OK
    account.config = {**account.config, "user_id": "99"}
    assert X.probe(account, judged_send).outcome is Outcome.PERMISSION


@pytest.mark.parametrize(
    "content",
    [{"text": "hello", "colour": "red"}, {"text": ""}, {}, {"text": "a" * 281}, {"text": "経" * 141}, {"text": 5}, []],
)
def test_what_x_would_not_take_is_refused(sandbox: RunningSandbox, x_contract: Any, content: Any) -> None:
    """Unknown properties, over-long and empty texts are refused as X's description says, and leave nothing."""
    request = api_request("POST", "/2/tweets", sandbox.account("x"), json.dumps(content).encode())
    response = send(request)
    x_contract.judge_answer(request, response)
    assert response.status == 400
    assert sandbox.posts() == []


def test_text_of_exactly_280_is_taken(sandbox: RunningSandbox, judged_send: Send) -> None:
    """The limit itself is allowed, a link counted as 23."""
    text = "a" * 256 + " https://example.org/" + "b" * 100
    assert post_bytes(sandbox.account("x"), json.dumps({"text": text}).encode(), judged_send).status == 201


def test_wrong_method_is_refused(sandbox: RunningSandbox) -> None:
    """PUT is none of X's verbs."""
    account = sandbox.account("x")
    response = send(api_request("PUT", "/2/tweets", account, b"{}"))
    assert (response.status, response.header("allow")) == (405, "POST")


@pytest.mark.parametrize(
    "query",
    ["max_results=4", "max_results=ten", "start_time=today", "post.fields=secrets", "colour=red", "pagination_token=1"],
)
def test_odd_timeline_queries_are_refused(sandbox: RunningSandbox, x_contract: Any, query: str) -> None:
    """A query that X's description does not know is a 400."""
    account = sandbox.account("x")
    request = api_request("GET", f"/2/users/{account.config['user_id']}/tweets?{query}", account)
    response = send(request)
    x_contract.judge_answer(request, response)
    assert response.status == 400


def test_missing_post_is_an_error_inside_a_200(sandbox: RunningSandbox, judged_send: Send) -> None:
    """Reading a post that is not there answers 200 with errors, as X does."""
    account = sandbox.account("x")
    response = judged_send(api_request("GET", "/2/tweets/123", account))
    assert response.status == 200
    assert json.loads(response.body)["errors"][0]["type"].endswith("/resource-not-found")


def test_post_of_another_account_cannot_be_taken_back(sandbox: RunningSandbox, judged_send: Send) -> None:
    """Only its author deletes a post."""
    posted = post(sandbox.account("x"), judged_send)
    stranger = replace(sandbox.account("x"), **x_account(sandbox.store, sandbox.address, "stranger"))
    assert X.retract(posted.remote_id, stranger, judged_send).outcome is Outcome.PERMISSION
    assert len(sandbox.posts()) == 1


def test_expired_token_is_renewed_on_the_way(sandbox: RunningSandbox, judged_send: Send) -> None:
    """Posting with an expired token is refused; `prepare` renews it, and then the post goes out."""
    account = sandbox.account("x")
    with sandbox.store.writing() as db:
        db.execute("UPDATE token SET expires_at = 0 WHERE kind = 'access'")
    assert post(account, judged_send).outcome is Outcome.AUTH_EXPIRED
    account.renew = True
    assert X.prepare(account, send).outcome is Outcome.OK
    assert post(account, judged_send).outcome is Outcome.OK


def test_refresh_token_used_twice_ends_the_family(sandbox: RunningSandbox) -> None:
    """The second use of a refresh token is refused, and takes the new pair with it."""
    first = sandbox.account("x", renew=True)
    used = first.secret
    second = replace(first, load_secret=lambda: used)
    assert X.prepare(first, send).outcome is Outcome.OK
    assert X.probe(first, send).outcome is Outcome.OK
    assert X.prepare(second, send).outcome is Outcome.AUTH_REVOKED
    assert X.probe(first, send).outcome is Outcome.AUTH_EXPIRED


def test_token_endpoint_wants_the_client(sandbox: RunningSandbox) -> None:
    """A refresh without the right client secret is refused and uses nothing up."""
    account = sandbox.account("x", renew=True)
    good = account.secret
    account.save_secret({**good, "client_secret": "guessed"})
    assert X.prepare(replace(account, secret={**good}), send).outcome is Outcome.AUTH_REVOKED
    account.save_secret(good)
    assert X.prepare(account, send).outcome is Outcome.OK


def test_posts_outlive_a_restart(sandbox: RunningSandbox, judged_send: Send) -> None:
    """What was posted before a restart is there after it, and the tokens still work."""
    account = sandbox.account("x")
    post(account, judged_send)
    with running_sandbox(sandbox.data) as again:
        account.config = {**account.config, "base_url": again.address}
        assert look_up(account, judged_send) is Presence.FOUND


def test_silence_after_the_request_is_judged_unknown(sandbox: RunningSandbox) -> None:
    """A post that was accepted before the connection broke is unknown, and a look-up finds it."""
    account = sandbox.account("x")
    sandbox.spoil("x", "accept_then_drop")
    with pytest.raises(DoorError) as error:
        post(account, send)
    assert X.classify_error(error.value).outcome is Outcome.UNKNOWN
    assert look_up(account, send) is Presence.FOUND


def test_payload_goes_out_byte_for_byte(sandbox: RunningSandbox, judged_send: Send) -> None:
    """The text on the timeline is the text that was previewed."""
    account = sandbox.account("x")
    payload: Payload = X.compose(MESSAGE, account.config, MARKER)
    X.commit(payload, MESSAGE, account, judged_send)
    assert [p["text"] for p in sandbox.posts()] == [X.preview(payload)]


def test_request_without_token_is_refused(sandbox: RunningSandbox) -> None:
    """No token, no entry."""
    response = send(Request("GET", f"{sandbox.address}/2/users/me"))
    assert response.status == 401
