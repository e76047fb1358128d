"""The threads that use the network: one for each piece of work under way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from django.db import close_old_connections

from integrations.look import Job, due_jobs, outlive


class Senders:
    """A pool that takes only as much work as it can begin at once, and takes more whenever one is free again.

    Args:
        size: how many are under way at the same time.
    """

    def __init__(self, size: int) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="sender")
        self._free = size
        self._lock = Lock()
        self._stopping = False

    def fill(self) -> None:
        """Claim work for every free sender, and begin it."""
        with self._lock:
            if self._stopping or not self._free:
                return
            for job in due_jobs(self._free):
                self._free -= 1
                self._pool.submit(self._run, job)

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way: at most as long as requests may take."""
        with self._lock:
            self._stopping = True
        self._pool.shutdown(wait=True)

    def _run(self, job: Job) -> None:
        outlive(job)
        with self._lock:
            self._free += 1
        outlive(self.fill)
        close_old_connections()
