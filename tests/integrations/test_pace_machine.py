"""Sending, failing, crashing and recovering in any order, to destinations with limits and wishes of their own."""

from collections import Counter, defaultdict
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from integrations import clock
from integrations.channels import CHANNELS
from integrations.channels.base import Account, Message, Outcome, Payload, Send, Verdict
from integrations.delivery.claim import Claim, claim
from integrations.delivery.deliver import deliver
from integrations.delivery.shares import Lane, Room
from integrations.delivery.sweep import sweep
from integrations.models import Delivery, Destination
from integrations.outbox.fan_out import fan_out
from tests.integrations.fakes import Clock, FakeChannel, make_change, make_destination

SENDERS = 8
WISHES: tuple[dict[str, Any], ...] = ({}, {"in_order": True}, {"most_at_once": 2}, {"per_minute": 120, "ramp": 1})
BAD = (Outcome.TRANSIENT, Outcome.UNKNOWN, Outcome.RATE_LIMITED)
State = Delivery.State


class Receivers(FakeChannel):
    """Remembers which bodies each destination has taken of each message."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[tuple[str, str], list[bytes]] = defaultdict(list)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        verdict = super().commit(payload, message, account, send)
        if verdict.outcome is Outcome.OK:
            self.taken[account.config["name"], message.id].append(payload.body)
        return verdict


class Traffic(RuleBasedStateMachine):
    """Four destinations, three pages, and one worker process that may die."""

    @initialize()
    def connect(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.channel, self.clock = Receivers(), Clock()
        self.patches = ExitStack()
        self.patches.enter_context(patch.object(clock, "now", self.clock))
        self.patches.enter_context(patch.dict(CHANNELS, fake=self.channel))
        self.destinations = [
            make_destination(name=f"Wish {number}", config={"name": f"Wish {number}"}, **wish)
            for number, wish in enumerate(WISHES)
        ]
        self.pages = [uuid4() for _ in range(3)]
        self.held: list[Claim] = []
        self.begun: dict[int, list[float]] = {}
        self.crashes: Counter[tuple[str, str]] = Counter()
        self.ended: dict[int, str] = {}

    @rule(page=st.integers(0, 2))
    def publish(self, page: int) -> None:
        make_change(self.pages[page])
        fan_out()

    @rule()
    def fill(self) -> None:
        """Claim for every free sender, and look at what was claimed."""
        now = self.clock()
        resting = set(Destination.objects.filter(rests_until__gt=now).values_list("pk", flat=True))
        claims = claim(Room.beside(SENDERS, [one.lane for one in self.held]))
        self.held += claims
        for one in claims:
            self.begun.setdefault(one.delivery.destination_id, []).append(now.timestamp())
        for destination in Destination.objects.filter(pk__in={one.delivery.destination_id for one in claims}):
            assert destination.pk not in resting
            assert destination.deliveries.filter(state=State.LEASED).count() <= destination.limit

    @precondition(lambda self: self.held)
    @rule(number=st.integers(0, 7), outcome=st.sampled_from([Outcome.OK, Outcome.REJECTED, *BAD]))
    def end(self, number: int, outcome: Outcome) -> None:
        """One attempt comes to its end."""
        self.channel.verdicts = [Verdict(outcome, retry_after=20 if outcome is Outcome.RATE_LIMITED else None)]
        deliver(self.held.pop(number % len(self.held)))

    @rule(seconds=st.sampled_from([0.2, 1, 40, 700]))
    def wait(self, seconds: float) -> None:
        """Time passes; who holds a lease that has ended has lost it."""
        self.clock.pass_(seconds)
        sweep()
        leased = {row.pk: row.lease_token for row in Delivery.objects.filter(state=State.LEASED)}
        self.held = [one for one in self.held if leased.get(one.delivery.pk) == one.token]

    @rule()
    def die(self) -> None:
        self.held.clear()

    @precondition(lambda self: self.held)
    @rule(number=st.integers(0, 7))
    def die_after_the_answer(self, number: int) -> None:
        """A message was taken, and nobody writes it down."""
        claimed = self.held.pop(number % len(self.held))
        self.crashes[claimed.delivery.destination.name, claimed.delivery.message_id] += 1
        self.channel.verdicts = [Verdict(Outcome.OK)]
        with patch("integrations.delivery.deliver.insist"):
            deliver(claimed)
        self.die()

    @invariant()
    def shares_and_caps_hold(self) -> None:
        """Of the senders, and of every destination."""
        if hasattr(self, "held"):
            lanes = [one.lane for one in self.held]
            assert len(lanes) <= SENDERS
            assert sum(lane is not Lane.FIRST for lane in lanes) <= SENDERS // 2
            assert lanes.count(Lane.STRUGGLING) <= SENDERS // 4
            for destination in self.destinations:
                assert destination.deliveries.filter(state=State.LEASED).count() <= destination.concurrency

    @invariant()
    def what_has_ended_stays_so(self) -> None:
        if hasattr(self, "held"):
            for pk, state in Delivery.objects.filter(state__in=(State.SENT, State.DEAD)).values_list("pk", "state"):
                assert self.ended.setdefault(pk, state) == state
            assert Delivery.objects.filter(pk__in=self.ended, state__in=(State.SENT, State.DEAD)).count() == len(
                self.ended
            )

    @invariant()
    def nothing_comes_again_without_a_crash(self) -> None:
        """Once more for each worker that died between the answer and writing it down, with the same body."""
        if hasattr(self, "held"):
            for message, bodies in self.channel.taken.items():
                assert len(bodies) <= 1 + self.crashes[message]
                assert len(set(bodies)) == 1

    @invariant()
    def pages_keep_their_order(self) -> None:
        """Where that was asked for, what is under way is the earliest of its page that has not ended."""
        if hasattr(self, "held"):
            for row in self.destinations[1].deliveries.filter(state=State.LEASED):
                uid = row.change.uid if row.change else self.pages[0]
                same = self.destinations[1].deliveries.filter(change__uid=uid, pk__lt=row.pk)
                assert not same.filter(state__in=Delivery.UNSETTLED).exists()

    @invariant()
    def the_rate_holds(self) -> None:
        """Two a second, and one second's worth together."""
        if hasattr(self, "held"):
            moments = self.begun.get(self.destinations[3].pk, [])
            assert all(later - earlier >= 1 for earlier, later in zip(moments, moments[3:], strict=False))

    def teardown(self) -> None:
        if not hasattr(self, "held"):
            return
        try:
            self.come_to_rest()
            assert set(Delivery.objects.values_list("state", flat=True)) <= {State.SENT, State.DEAD}
            self.nothing_comes_again_without_a_crash()
            sent = Delivery.objects.filter(state=State.SENT).values_list("destination__name", "message_id")
            assert set(sent) <= self.channel.taken.keys()
        finally:
            self.patches.close()
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def come_to_rest(self) -> None:
        """Nobody fails any more, and time passes."""
        for _ in range(60):
            self.wait(30 * 3600)
            if not Delivery.objects.filter(state__in=Delivery.UNSETTLED).exists():
                return
            for taken in claim(SENDERS):
                deliver(taken)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("fake")
def test_any_history_of_traffic_keeps_the_rules() -> None:
    """Caps, shares, rests, ramps, rates and orders hold, and everything comes to its end."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Traffic,
        settings=settings(max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=checks),
    )
