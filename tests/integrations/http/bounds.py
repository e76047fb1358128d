"""What holds for every request through the door, whatever the other side does."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from integrations.http import DoorError, Request, Response, send
from tests.hostile_server import HostileServer

DEADLINE = 1.0  # seconds
TOLERANCE = 0.5  # a bound of safety, no measurement
MOMENT = 0.05
MOST_MEMORY = 2 * 1024 * 1024  # bytes


def bounded_attempt(server: HostileServer, url: str, body: bytes = b"{}") -> Response | DoorError:
    """Send one request: however it ends, it ends in time, in little memory, after one visit to `server`."""
    with server, in_little_memory(), in_time():
        try:
            outcome: Response | DoorError = send(Request("POST", url, body=body, deadline=DEADLINE))
        except DoorError as error:
            outcome = error
    assert server.visits == 1
    return outcome


@contextmanager
def in_time() -> Iterator[None]:
    """Fail when what is inside outlives its deadline; what the machine gave to others is not held against it."""
    with watching_the_clock() as lost:
        began = monotonic()
        yield
        took = monotonic() - began
    assert took < DEADLINE + TOLERANCE + sum(lost)


@contextmanager
def watching_the_clock() -> Iterator[list[float]]:
    """The seconds by which a thread that only sleeps was woken too late, while the context lasts."""
    lost: list[float] = []
    done = Event()

    def watch() -> None:
        while not done.is_set():
            began = monotonic()
            done.wait(MOMENT)
            lost.append(max(0.0, monotonic() - began - 2 * MOMENT))

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        done.set()
        thread.join()


@contextmanager
def in_little_memory() -> Iterator[None]:
    """Fail when what is inside ever needs too much memory beyond what was there, in all threads together."""
    tracemalloc.start()
    try:
        yield
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY
