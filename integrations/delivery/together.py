"""Doing at once what several threads want done at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from integrations.delivery.persistence import AWAY

Item = TypeVar("Item")
Result = TypeVar("Result")


class Together(Generic[Item, Result]):
    """A piece of work that one thread does for all that wait for it.

    Who comes while it is being done shares the next turn with all who wait by then: nobody waits for company, and
    the busier they are, the fewer turns they take.

    Args:
        work: done for several items, or for none of them; gives their results in their order. Where it fails for
            several, it is done for each by itself, unless the database is away.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Sequence[Result]]) -> None:
        self._work = work
        self._waiting: list[tuple[Item, Future[Result]]] = []
        self._joining = Lock()
        self._turn = Lock()

    def __call__(self, item: Item) -> Result:
        """Have it done, and wait for that; raises what the work raises."""
        answer: Future[Result] = Future()
        with self._joining:
            self._waiting.append((item, answer))
        with self._turn:
            if not answer.done():
                self._do(self._taken())
        return answer.result()

    def _taken(self) -> list[tuple[Item, Future[Result]]]:
        with self._joining:
            taken, self._waiting = self._waiting, []
        return taken

    def _do(self, several: list[tuple[Item, Future[Result]]]) -> None:
        try:
            results = self._work([item for item, _answer in several])
        except Exception as error:  # noqa: BLE001 - it is raised again, in the threads that it concerns
            self._fail(several, error)
            return
        for (_item, answer), result in zip(several, results, strict=True):
            answer.set_result(result)

    def _fail(self, several: list[tuple[Item, Future[Result]]], error: Exception) -> None:
        if len(several) > 1 and not isinstance(error, AWAY):
            for one in several:
                self._do([one])
            return
        for _item, answer in several:
            answer.set_exception(error)
