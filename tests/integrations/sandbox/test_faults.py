"""Misbehaviour on request, as the channels see it through the network door."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence, Verdict
from integrations.http import DoorError, Request, send
from tests.integrations.channels.samples import MARKER, MESSAGE
from tests.sandbox_server import RunningSandbox


def commit(name: str, account: Account) -> Verdict:
    """One commit, judged as the delivery protocol judges it."""
    payload = channel(name).compose(MESSAGE, account.config, MARKER)
    try:
        return channel(name).commit(payload, MESSAGE, account, send)
    except DoorError as error:
        return channel(name).classify_error(error)


@pytest.mark.parametrize(
    "mode,outcome,posts",
    [
        ("accept_then_drop", Outcome.UNKNOWN, 1),
        ("accept_then_504", Outcome.UNKNOWN, 1),
        ("refuse_before_read", Outcome.UNKNOWN, 0),
        ("503", Outcome.UNKNOWN, 0),
        ("401", Outcome.AUTH_EXPIRED, 0),
        ("429:60", Outcome.RATE_LIMITED, 0),
        ("slow:0.2", Outcome.OK, 1),
        ("read_lag:60", Outcome.OK, 1),
    ],
)
@pytest.mark.parametrize("name", ["x", "facebook", "mastodon", "wordpress"])
def test_posting_meets_each_fault(sandbox: RunningSandbox, name: str, mode: str, outcome: Outcome, posts: int) -> None:
    """Each fault has the effect it names, and the channel calls its outcome what it is."""
    sandbox.spoil(name, mode)
    assert commit(name, sandbox.account(name)).outcome is outcome
    assert len(sandbox.posts() + sandbox.page_posts() + sandbox.statuses() + sandbox.blog_posts()) == posts


@pytest.mark.parametrize("name", ["x", "facebook"])
def test_duplicates_can_be_pretended(sandbox: RunningSandbox, name: str) -> None:
    """A service that refuses duplicates can refuse what was never posted."""
    sandbox.spoil(name, "duplicate_without_post")
    assert commit(name, sandbox.account(name)).outcome is Outcome.DUPLICATE
    assert sandbox.posts() + sandbox.page_posts() == []


@pytest.mark.parametrize(
    "mode,outcome,arrivals",
    [
        ("accept_then_drop", Outcome.TRANSIENT, 1),
        ("accept_then_504", Outcome.TRANSIENT, 1),
        ("refuse_before_read", Outcome.TRANSIENT, 0),
        ("503", Outcome.TRANSIENT, 0),
        ("401", Outcome.TRANSIENT, 0),
        ("429:60", Outcome.RATE_LIMITED, 0),
    ],
)
def test_webhooks_meet_each_fault(sandbox: RunningSandbox, mode: str, outcome: Outcome, arrivals: int) -> None:
    """A webhook may be repeated after any of them."""
    sandbox.spoil("hooks", mode)
    assert commit("webhook", sandbox.account("webhook")).outcome is outcome
    assert sum(message["arrivals"] for message in sandbox.messages()) == arrivals


def test_fault_is_used_up(sandbox: RunningSandbox) -> None:
    """A fault asked for twice spoils two requests, and the third is answered as ever."""
    account = sandbox.account("webhook")
    sandbox.spoil("hooks", "503", times=2)
    outcomes = [commit("webhook", account).outcome for _ in range(3)]
    assert outcomes == [Outcome.TRANSIENT, Outcome.TRANSIENT, Outcome.OK]


def test_faults_of_one_target_leave_the_others_alone(sandbox: RunningSandbox) -> None:
    """A spoiled reading does not touch posting."""
    sandbox.spoil("x-read", "503")
    account = sandbox.account("x")
    assert commit("x", account).outcome is Outcome.OK
    assert channel("x").probe(account, send).outcome is Outcome.TRANSIENT


@pytest.mark.parametrize(
    "name,table",
    [("x", "post"), ("facebook", "facebook_post"), ("mastodon", "mastodon_status"), ("wordpress", "wordpress_post")],
)
def test_read_lag_hides_a_post_for_a_while(sandbox: RunningSandbox, name: str, table: str) -> None:
    """The post stands at once and shows in the timeline later."""
    account, since = sandbox.account(name), datetime.now(UTC) - timedelta(minutes=1)
    sandbox.spoil(name, "read_lag:60")
    commit(name, account)
    assert channel(name).lookup(MARKER, account, since, send).presence is Presence.ABSENT
    with sandbox.store.writing() as db:
        db.execute(f"UPDATE {table} SET visible_at = visible_at - 60")
    assert channel(name).lookup(MARKER, account, since, send).presence is Presence.FOUND


@pytest.mark.parametrize("name", ["x", "facebook", "mastodon", "wordpress"])
def test_limit_tells_when_it_ends(sandbox: RunningSandbox, name: str) -> None:
    """A refusal for too many requests carries the wait that was asked for."""
    sandbox.spoil(name, "429:60")
    verdict = commit(name, sandbox.account(name))
    assert verdict.retry_after == pytest.approx(60, abs=5)


def test_request_silent_for_too_long_has_no_effect(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the longest silence a request is dropped, and surely leaves nothing."""
    monkeypatch.setattr("integrations.sandbox.server.LONGEST_SILENCE", 0.2)
    account = sandbox.account("x")
    sandbox.spoil("x", "slow:5")
    assert commit("x", account).outcome is Outcome.UNKNOWN
    time.sleep(0.2)
    assert sandbox.posts() == []


def test_request_that_waited_for_its_turn_too_long_has_no_effect(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest silence includes the wait for the store."""
    monkeypatch.setattr("integrations.sandbox.server.LONGEST_SILENCE", 0.3)
    account = sandbox.account("webhook")
    with sandbox.store.writing():
        payload = channel("webhook").compose(MESSAGE, account.config, "")
        impatient = lambda request: send(replace(request, deadline=0.6))  # noqa: E731 - a door in a hurry
        with pytest.raises(DoorError):
            channel("webhook").commit(payload, MESSAGE, account, impatient)
    time.sleep(0.3)
    assert sandbox.messages() == []


def ask(sandbox: RunningSandbox, method: str, content: bytes = b"", media: str = "application/json") -> tuple[int, Any]:
    response = send(Request(method, f"{sandbox.address}/sandbox/faults", {"content-type": media}, content))
    return response.status, response.body


def test_faults_are_asked_for_over_http(sandbox: RunningSandbox) -> None:
    """What is asked for is listed until it is used up or cleared."""
    status, listed = ask(sandbox, "POST", b'{"target": "x", "mode": "slow:2", "times": 3}')
    assert status == 200
    assert b'{"target": "x", "mode": "slow:2", "remaining": 3}' in listed
    assert b'"faults": []' in ask(sandbox, "DELETE")[1]


@pytest.mark.parametrize(
    "content",
    [
        b'{"target": "y", "mode": "503"}',
        b'{"target": "x", "mode": "explode"}',
        b'{"target": "x", "mode": "slow:long"}',
        b'{"target": "hooks", "mode": "duplicate_without_post"}',
        b'{"target": "mastodon", "mode": "duplicate_without_post"}',
        b'{"target": "wordpress", "mode": "duplicate_without_post"}',
        b'{"target": "x", "mode": "503", "times": 0}',
        b"nonsense",
    ],
)
def test_senseless_faults_are_refused(sandbox: RunningSandbox, content: bytes) -> None:
    """A fault that cannot happen is a 400, and nothing is spoiled."""
    assert ask(sandbox, "POST", content)[0] == 400
    assert b'"faults": []' in ask(sandbox, "GET")[1]


def test_faults_cannot_be_asked_for_by_a_foreign_page(sandbox: RunningSandbox) -> None:
    """A form of another site, which cannot declare JSON, is refused."""
    assert ask(sandbox, "POST", b'{"target": "x", "mode": "503"}', media="text/plain")[0] == 400
