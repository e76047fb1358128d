"""Who may use the senders."""

import pytest

from integrations.delivery.shares import Lane, Room


def test_half_is_kept_for_first_attempts_and_a_quarter_is_the_most_for_trouble() -> None:
    """Of eight senders, four may retry and two may go where something is wrong."""
    room = Room.beside(8)
    assert [room.left(lane) for lane in (Lane.FIRST, Lane.RETRY, Lane.STRUGGLING)] == [8, 4, 2]


def test_trouble_counts_among_the_others() -> None:
    """Where retries hold their half already, nothing is left for what struggles."""
    room = Room.beside(8, [Lane.RETRY] * 3 + [Lane.STRUGGLING])
    assert [room.left(lane) for lane in (Lane.FIRST, Lane.RETRY, Lane.STRUGGLING)] == [4, 0, 0]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_nobody_is_left_with_nothing(size: int) -> None:
    """Where a quarter is less than one sender, one may go where something is wrong."""
    assert Room.beside(size).left(Lane.STRUGGLING) == 1


def test_first_attempts_may_use_every_sender() -> None:
    """A share that nobody asks for does not lie idle; the others wait for the next sender."""
    room = Room.beside(4)
    assert [room.take(Lane.FIRST) for _ in range(5)] == [True] * 4 + [False]
    assert not room.take(Lane.RETRY)
