"""The threads that use the network: one for each piece of work under way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.db import close_old_connections

from integrations.look import Job, due_jobs, outlive
from integrations.shares import Lane, Room


class Senders:
    """A pool that takes only as much work as it can begin at once, and takes more whenever one is free again.

    Args:
        size: how many are under way at the same time.
    """

    def __init__(self, size: int) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="sender")
        self._size = size
        self._under_way: list[Lane] = []
        self._lock = Lock()
        self._stopping = False

    def fill(self) -> None:
        """Claim work for every free sender, as far as the shares allow, and begin it."""
        with self._lock:
            if self._stopping or len(self._under_way) == self._size:
                return
            for job in due_jobs(Room.beside(self._size, self._under_way)):
                self._under_way.append(job.lane)
                self._pool.submit(self._run, job)

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way: at most as long as requests may take."""
        with self._lock:
            self._stopping = True
        self._pool.shutdown(wait=True)

    def _run(self, job: Job) -> None:
        outlive(job.run)
        with self._lock:
            self._under_way.remove(job.lane)
        outlive(self.fill)
        close_old_connections()
