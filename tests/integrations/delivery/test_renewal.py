"""Refresh tokens that work once, renewed by one worker at a time, with the stand-in for X at the other end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations import clock
from integrations.channels.base import Outcome
from integrations.delivery.accounts import OpenAccount
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.http import send
from integrations.models import Delivery, Destination
from integrations.sandbox.connect import x_account
from tests.integrations.delivery.workers import at_once
from tests.integrations.fakes import make_delivery, make_destination
from tests.sandbox_server import RunningSandbox, running_sandbox

WORKERS = 4


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def expired(sandbox: RunningSandbox) -> Destination:
    """An account whose access token ends any moment."""
    found = x_account(sandbox.store, sandbox.address, "meridian_demo")
    return make_destination(channel="x", config=found["config"], secret={**found["secret"], "expires_at": 0})


def opened() -> OpenAccount:
    """The account as a worker finds it now."""
    return OpenAccount(Destination.objects.get(), clock.now())


def used(sandbox: RunningSandbox) -> tuple[int, int]:
    """How many refresh tokens were traded, and how many tokens were revoked."""
    with sandbox.store.reading() as db:
        row = db.execute("SELECT SUM(used) AS used, SUM(revoked) AS revoked FROM token").fetchone()
    return row["used"], row["revoked"]


@pytest.mark.django_db(transaction=True)
def test_many_workers_refresh_once(sandbox: RunningSandbox, expired: Destination) -> None:
    """All of them end up with the one new pair; a second refresh would have ended the family."""
    verdicts = at_once(WORKERS, lambda: opened().prepare(send))
    assert {verdict.outcome for verdict in verdicts} == {Outcome.OK}
    assert used(sandbox) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_workers_that_were_refused_refresh_once(sandbox: RunningSandbox, expired: Destination) -> None:
    """A token called expired however fresh it looks is renewed by the first; the others take over what it stored."""
    fresh = {**expired.secret, "expires_at": int(clock.now().timestamp()) + 7200}
    Destination.objects.update(secret=fresh)
    accounts = [opened() for _ in range(WORKERS)]
    verdicts = at_once(WORKERS, lambda: accounts.pop().prepare(send, renew=True))
    assert {verdict.outcome for verdict in verdicts} == {Outcome.OK}
    assert used(sandbox) == (1, 0)


@pytest.mark.django_db
def test_lost_answer_to_a_refresh_asks_for_a_new_connection(sandbox: RunningSandbox, expired: Destination) -> None:
    """The pair that X gave is lost, and the former one used up: the owner is told to connect again, and how it came."""
    sandbox.spoil("x-token", "accept_then_drop")
    first, second = (opened().prepare(send) for _ in range(2))
    assert first.outcome is Outcome.TRANSIENT
    assert second.outcome is Outcome.AUTH_REVOKED
    assert "connect the account again" in second.detail
    assert "an answer of X may have been lost" in second.detail


@pytest.mark.django_db
def test_nothing_is_lost_while_a_new_connection_is_awaited(sandbox: RunningSandbox, expired: Destination) -> None:
    """The destination is paused with the reason, and the post is still to be sent."""
    Destination.objects.update(secret={**expired.secret, "refresh_token": "guessed"})
    make_delivery(expired, due_at=clock.now(), released=True)
    deliver(claim(1)[0])
    expired.refresh_from_db()
    assert (expired.state, Delivery.objects.get().state) == ("paused", "ready")
    assert "connect the account again" in expired.state_reason
    assert sandbox.posts() == []


@pytest.mark.django_db
def test_the_new_pair_is_stored_before_it_is_used(sandbox: RunningSandbox, expired: Destination) -> None:
    """A worker that dies right after the refresh leaves the next one a pair that works."""
    opened().prepare(send)
    stored = Destination.objects.get()
    assert stored.secret["refresh_token"] != expired.secret["refresh_token"]
    assert stored.adapter.probe(opened().view, send).outcome is Outcome.OK
