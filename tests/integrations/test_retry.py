"""The schedule of retries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from integrations.policy import Policy
from integrations.retry import delay_after

SCHEDULE = Policy().schedule


@given(tries=st.integers(1, len(SCHEDULE) - 1))
def test_each_wait_is_its_step_give_or_take_a_fifth(tries: int) -> None:
    """The jitter stays within twenty in a hundred."""
    wait = delay_after(tries)
    assert wait is not None
    assert 0.8 * SCHEDULE[tries] <= wait <= 1.2 * SCHEDULE[tries]


@given(tries=st.integers(1, len(SCHEDULE) - 1), asked=st.floats(0, 10**7))
def test_retry_after_only_lengthens(tries: int, asked: float) -> None:
    """The receiver may ask for more time, up to a day, never for less."""
    wait = delay_after(tries, asked)
    assert wait is not None
    assert wait >= max(0.8 * SCHEDULE[tries], min(asked, 24 * 3600))


def test_after_the_last_attempt_there_is_none() -> None:
    """Ten attempts over about 75 hours, and then it is over."""
    assert delay_after(len(SCHEDULE)) is None
    assert sum(SCHEDULE) == pytest.approx(75 * 3600 + 35 * 60 + 5)


def test_the_schedule_is_a_setting(settings: Settings) -> None:
    """An installation may be more or less patient."""
    settings.DELIVERY = {"schedule": (0, 100), "jitter": 0}
    assert (delay_after(1), delay_after(2)) == (100, None)
