"""The circuit of a destination."""

import pytest

from integrations.channels.base import Outcome, Verdict
from integrations.circuit import Answer, describe, note, try_now
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Destination
from integrations.policy import policy
from tests.integrations.fakes import Clock, FakeChannel, make_delivery, make_destination

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fake")]

FAILED = Verdict(Outcome.TRANSIENT, "503")
GOOD = Verdict(Outcome.OK)


def answer(destination: Destination, now: Clock, *verdicts: Verdict, seconds: float = 0.1) -> Destination:
    """One attempt after the other ends; the destination as it is then."""
    for verdict in verdicts:
        note([Answer(destination.pk, verdict, seconds)], now())
    destination.refresh_from_db()
    return destination


def opened(now: Clock, **fields: object) -> Destination:
    """A destination that has just come to rest."""
    return answer(make_destination(**fields), now, *[FAILED] * policy().trips)


def test_it_opens_after_failures_in_a_row(now: Clock) -> None:
    """A good answer between them begins the count anew."""
    destination = answer(make_destination(), now, *[FAILED] * 4, GOOD, *[FAILED] * 4)
    assert (destination.failures, destination.rests_until) == (4, None)
    answer(destination, now, FAILED)
    assert destination.rests_until is not None
    assert (destination.rests_until - now()).total_seconds() == policy().rest


def test_what_rests_is_not_tried_and_then_by_one(now: Clock) -> None:
    """Its deliveries wait without losing a place in their schedule; one of them finds out whether it is back."""
    destination = opened(now)
    for _ in range(3):
        make_delivery(destination)
    assert claim(8) == []
    now.pass_(policy().rest)
    assert len(claim(8)) == 1
    assert claim(8) == []


def test_each_failed_try_doubles_the_rest(now: Clock) -> None:
    """Up to the longest one."""
    destination, rests = opened(now), []
    for _ in range(6):
        now.moment = destination.rests_until or now()
        answer(destination, now, FAILED)
        rests.append((destination.rests_until - now()).total_seconds())  # type: ignore[operator]  # it rests
    assert rests == [60, 120, 240, 480, 600, 600]


def test_it_comes_back_step_by_step(now: Clock, fake: FakeChannel) -> None:
    """Twice as many with every round, up to its concurrency."""
    destination = opened(now)
    for _ in range(20):
        make_delivery(destination)
    now.pass_(policy().rest)
    rounds = []
    while claims := claim(8):
        rounds.append(len(claims))
        for taken in claims:
            deliver(taken)
    assert rounds == [1, 1, 2, 4, 4, 4, 4]


def test_attempts_begun_before_the_rest_do_not_lengthen_it(now: Clock) -> None:
    """Four under way at once tell of one trouble, not of four."""
    destination = opened(now)
    until = destination.rests_until
    assert answer(destination, now, FAILED, FAILED).rests_until == until


def test_not_so_fast_rests_at_once_for_as_long_as_was_asked(now: Clock) -> None:
    """The other messages for the same receiver wait as well."""
    destination = answer(make_destination(), now, Verdict(Outcome.RATE_LIMITED, "429", retry_after=90))
    assert destination.rests_until is not None
    assert (destination.rests_until - now()).total_seconds() == 90


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.PERMISSION, Outcome.DUPLICATE])
def test_a_receiver_that_judges_a_message_is_well(outcome: Outcome, now: Clock) -> None:
    """The message has failed, not the receiver."""
    destination = answer(make_destination(failures=3), now, Verdict(outcome))
    assert not destination.is_struggling


def test_a_slow_receiver_struggles_until_it_is_quick_again(now: Clock) -> None:
    """Good and slow is not well."""
    destination = answer(make_destination(), now, GOOD, seconds=6)
    assert destination.is_struggling
    assert not answer(destination, now, GOOD).is_struggling


def test_a_person_may_end_a_rest(now: Clock) -> None:
    """Whoever sends a test wants to know now, by one message."""
    destination = opened(now)
    make_delivery(destination)
    make_delivery(destination)
    try_now(destination.pk)
    assert len(claim(8)) == 1


def test_the_rest_is_told(now: Clock) -> None:
    """How often it failed, and when it is tried again."""
    assert describe(make_destination(), now()) == ""
    destination = opened(now)
    assert describe(destination, now()) == "Failures in a row: 5. It is tried again at 12:00 UTC."
    now.pass_(policy().rest)
    assert "finds out" in describe(destination, now())
