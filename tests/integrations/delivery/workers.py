"""Several workers at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(workers: int, work: Callable[[], T]) -> list[T]:
    """Let so many workers do the same at the same moment, each with a connection of its own."""
    barrier = Barrier(workers)

    def run(_number: int) -> T:
        barrier.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(workers)))
