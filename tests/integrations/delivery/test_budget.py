"""What a month's posts may cost, and what waits when that is spent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from cms.users.models import User
from integrations.channels import CHANNELS
from integrations.channels.base import Outcome, Payload, Verdict
from integrations.delivery.budget import spending, why_not_afford
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.http import DoorError
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import post
from integrations.outbox.shown import Shown
from integrations.sandbox.connect import x_account
from integrations.upkeep.expiring import warn_of_credentials
from tests.integrations.fakes import SOCIAL, Clock, FakeChannel, make_delivery, make_destination
from tests.sandbox_server import running_sandbox

pytestmark = pytest.mark.django_db
CENTS = Decimal("0.20")


@dataclass
class DearChannel(FakeChannel):
    """A channel whose posts cost twenty cents each."""

    bills = True

    def price(self, payload: Payload, config: Any) -> Decimal:
        return Decimal(config.get("price", CENTS))

    def budget(self, config: Any) -> Decimal | None:
        return Decimal(config["budget"]) if "budget" in config else None


@pytest.fixture
def dear(monkeypatch: pytest.MonkeyPatch) -> DearChannel:
    channel = DearChannel()
    channel.capabilities = SOCIAL
    monkeypatch.setitem(CHANNELS, "fake", channel)
    return channel


def account(budget: str = "0.50", **config: str) -> Destination:
    return make_destination(config={"budget": budget, **config}, hourly_cap=100)


def send_all() -> None:
    while claims := claim(1):
        deliver(claims[0])


def spent(destination: Destination, now: Clock) -> Decimal:
    found = spending(destination, now())
    assert found
    return found.spent


def test_what_exceeds_the_budget_waits_for_a_decision(dear: DearChannel, now: Clock) -> None:
    """Of three posts two leave; the third is in the waiting list, says why, and nothing of it is frozen or sent."""
    destination = account()
    posts = [make_delivery(destination) for _ in range(3)]
    send_all()
    states = [Delivery.objects.get(pk=one.pk) for one in posts]
    assert [one.state for one in states] == ["sent", "sent", "waiting"]
    assert states[2].detail == "The month's budget is $0.50: $0.400 of it is spent, and this costs $0.200."
    assert states[2].body is None
    assert (states[2].attempts, states[2].cost, len(dear.sent)) == (0, Decimal(0), 2)
    assert spent(destination, now) == Decimal("0.40")


def test_the_whole_budget_may_be_spent(dear: DearChannel, now: Clock) -> None:
    """A post that comes to exactly the budget leaves."""
    make_delivery(account(budget="0.20"))
    send_all()
    assert len(dear.sent) == 1


def test_without_a_budget_everything_leaves_and_is_counted(dear: DearChannel, now: Clock) -> None:
    """The sum is shown all the same."""
    destination = make_destination(hourly_cap=100)
    for _ in range(3):
        make_delivery(destination)
    send_all()
    assert spending(destination, now()) is not None
    assert (spent(destination, now), len(dear.sent)) == (Decimal("0.60"), 3)


def test_a_post_let_go_without_money_waits_once_more(dear: DearChannel, now: Clock, django_user_model: Any) -> None:
    """A person's word does not exceed the budget; a higher budget does let it go."""
    destination = account(budget="0.10")
    waiting = make_delivery(destination)
    send_all()
    post(waiting, None)
    send_all()
    assert Delivery.objects.get().state == "waiting"
    Destination.objects.update(config={"budget": "1"})
    post(waiting, None)
    send_all()
    assert Delivery.objects.get().state == "sent"


def test_a_new_month_has_a_new_budget(dear: DearChannel, now: Clock) -> None:
    """Months are calendar months in UTC, by the database's clock."""
    destination = account(budget="0.20")
    for moment in ("2026-11-30T23:59:59+00:00", "2026-12-01T00:00:00+00:00"):
        now.moment = now.moment.fromisoformat(moment)
        make_delivery(destination, released=True)
        send_all()
    assert (len(dear.sent), spent(destination, now)) == (2, CENTS)


@pytest.mark.parametrize(
    "end, cost",
    [
        (Verdict(Outcome.OK, remote_id="r1"), CENTS),
        (Verdict(Outcome.UNKNOWN), CENTS),
        (Verdict(Outcome.DUPLICATE), CENTS),
        (DoorError("No answer", written=True), CENTS),
        (DoorError("No answer", written=False), Decimal(0)),
        (Verdict(Outcome.TRANSIENT), Decimal(0)),
        (Verdict(Outcome.REJECTED), Decimal(0)),
        (Verdict(Outcome.QUOTA), Decimal(0)),
    ],
)
def test_what_may_stand_counts_and_nothing_else(
    dear: DearChannel, now: Clock, end: Verdict | Exception, cost: Decimal
) -> None:
    """Where surely nothing was posted the money is there again."""
    destination = account()
    dear.verdicts = [end]
    make_delivery(destination)
    deliver(claim(1)[0])
    assert spent(destination, now) == cost


def test_what_was_tried_before_counts_once(dear: DearChannel, now: Clock) -> None:
    """A post that is sent at the second attempt costs what one post costs, at the price of that time."""
    destination = account(budget="0.20")
    dear.verdicts = [Verdict(Outcome.TRANSIENT)]
    make_delivery(destination)
    send_all()
    now.pass_(timedelta(hours=1).total_seconds())
    Destination.objects.update(config={"budget": "0.20", "price": "0.15"}, rests_until=None, ramp=None)
    send_all()
    assert (Delivery.objects.get().state, spent(destination, now)) == ("sent", Decimal("0.15"))


def test_posts_keep_the_price_they_were_sent_at(dear: DearChannel, now: Clock) -> None:
    """Another price tomorrow changes nothing of what was spent today."""
    destination = account()
    make_delivery(destination)
    send_all()
    Destination.objects.update(config={"budget": "0.50", "price": "3"})
    assert spent(destination, now) == CENTS


def test_credits_that_are_used_up_pause_the_destination(now: Clock, tmp_path: Path) -> None:
    """The post waits as it is, nobody repeats it, the owner reads what to do, and gets a mail with the next check."""
    owner = User.objects.create_user("owner", email="owner@example.org")
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        found = x_account(sandbox.store, sandbox.address, "meridian_demo")
        make_delivery(make_destination(channel="x", owner=owner, **found), released=True)
        sandbox.spoil("x", "402")
        send_all()
        assert sandbox.posts() == []
    destination, delivery = Destination.objects.get(), Delivery.objects.get()
    assert (destination.state, delivery.state, delivery.cost) == ("paused", "ready", Decimal(0))
    assert "Buy credits" in destination.state_reason
    warn_of_credentials()
    assert "Buy credits" in mail.outbox[0].body


def test_where_posts_are_free_nothing_is_counted(fake: FakeChannel, now: Clock) -> None:
    """A webhook has no spending to show."""
    assert spending(make_destination(), now()) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time
def test_workers_that_race_never_exceed_the_budget(dear: DearChannel) -> None:
    """Eight posts of twenty cents reach for a dollar at the same moment: five get it, and three wait."""
    dear.capabilities = replace(SOCIAL, concurrency=8)
    destination = account(budget="1")
    for _ in range(8):
        make_delivery(destination)
    claims = claim(8)
    barrier = Barrier(len(claims))

    def work(taken: Any) -> str:
        barrier.wait()
        try:
            return why_not_afford(taken, Shown.by([taken.delivery.change]))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(claims)) as pool:
        answers = list(pool.map(work, claims))
    assert (len(answers), answers.count("")) == (8, 5)
    assert sum(row.cost for row in Delivery.objects.all()) == Decimal(1)
