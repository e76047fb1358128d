"""Deadlines that hold: timeouts of sockets count the silence between two bytes, a deadline counts everything.

One thread a process watches all open connections and shuts down those whose time is over, which wakes whoever
reads or writes there. The clock is monotonic.
"""

import os
import socket
import threading
from heapq import heappop, heappush
from itertools import count
from time import monotonic


class Deadline:
    """A point in time, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.at = monotonic() + seconds

    @property
    def passed(self) -> bool:
        return monotonic() >= self.at

    def remaining(self) -> float:
        """Seconds left.

        Raises:
            TimeoutError: none are.
        """
        left = self.at - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Watch:
    """The watch over one connection, on a handle of its own: TLS takes the socket, never the handle."""

    def __init__(self, sock: socket.socket) -> None:
        self._handle = sock.dup()
        self._lock = threading.Lock()
        self._over = False

    def end_connection(self) -> None:
        with self._lock:
            if not self._over:
                try:
                    self._handle.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was quicker
                    return

    def stop(self) -> None:
        """Stop watching; may be called again."""
        with self._lock:
            self._over = True
            self._handle.close()


class Reaper:
    """The thread that ends connections at their deadlines."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: the thread of a parent process does not survive a fork."""
        self._due: list[tuple[float, int, Watch]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def watch(self, sock: socket.socket, deadline: Deadline) -> Watch:
        """End `sock` at its deadline, unless the watch is stopped before."""
        watch = Watch(sock)
        with self._changed:
            heappush(self._due, entry := (deadline.at, next(self._numbers), watch))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reaper", daemon=True)
                self._thread.start()
            if self._due[0] is entry:  # else the thread wakes in time anyway
                self._changed.notify()
        return watch

    def _run(self) -> None:
        with self._changed:
            while True:
                while self._due and self._due[0][0] <= monotonic():
                    heappop(self._due)[2].end_connection()
                self._changed.wait(self._due[0][0] - monotonic() if self._due else None)


reaper = Reaper()
os.register_at_fork(after_in_child=reaper.forget)
