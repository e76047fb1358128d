"""Work that one thread does for several."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError

from integrations.delivery.together import Together
from tests.services import wait_until


class Desk:
    """Work whose first turn lasts until the test has let the others come."""

    def __init__(self, *bad: int, away: bool = False) -> None:
        self.bad, self.away = bad, away
        self.turns: list[list[int]] = []
        self.first, self.go_on = Event(), Event()
        self.double = Together(self.work)

    def work(self, items: Sequence[int]) -> list[int]:
        self.turns.append(list(items))
        self.first.set()
        assert self.go_on.wait(60)
        if wrong := [item for item in items if item in self.bad]:
            raise OperationalError("away") if self.away else ValueError(str(wrong[-1]))
        return [2 * item for item in items]

    def results(self, *others: int) -> list[object]:
        """What comes of 1, and of others that come while it is being done; an error counts as a result."""
        with ThreadPoolExecutor(8) as pool:
            answers = [pool.submit(self.double, 1)]
            assert self.first.wait(60)
            answers += [pool.submit(self.double, other) for other in others]
            wait_until(lambda: len(self.double._waiting) == len(others), "that all wait", 60)
            self.go_on.set()
            return [answer.exception() or answer.result() for answer in answers]


def test_who_comes_meanwhile_shares_the_next_turn() -> None:
    """Each gets its own result."""
    desk = Desk()
    assert desk.results(2, 3, 4) == [2, 4, 6, 8]
    assert [sorted(turn) for turn in desk.turns] == [[1], [2, 3, 4]]


def test_what_fails_for_one_is_done_for_the_others() -> None:
    """Only who caused it hears of it."""
    *good, error = Desk(3).results(2, 4, 3)
    assert good == [2, 4, 8]
    assert isinstance(error, ValueError)


@pytest.mark.parametrize("others", [(2, 3), (2,)])
def test_while_the_database_is_away_nobody_tries_alone(others: tuple[int, ...]) -> None:
    """All hear of it after one try, and come again when they see fit."""
    desk = Desk(2, away=True)
    _first, *failed = desk.results(*others)
    assert all(isinstance(error, OperationalError) for error in failed)
    assert len(desk.turns) == 2
