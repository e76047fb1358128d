"""The threads that use the network: one for each piece of work under way."""

from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Lock

from django.db import close_old_connections

from integrations.delivery.look import Job, due_jobs, outlive
from integrations.delivery.shares import Lane, Room
from integrations.policy import policy


class Senders:
    """A pool that takes only as much work as it can begin at once, and takes more whenever one is free again.

    Args:
        size: how many are under way at the same time.
    """

    def __init__(self, size: int) -> None:
        # Two more than there are senders: one may be claiming, and one may wait for its turn to claim.
        self._pool = ThreadPoolExecutor(size + 2, thread_name_prefix="sender")
        self._size = size
        self._under_way: list[Lane] = []
        self._counting = Condition()
        self._claiming = Lock()
        self._next = Lock()
        self._stopping = False

    def fill(self) -> None:
        """Claim work for every free sender, as far as the shares allow, and begin it.

        While one thread claims and another waits for its turn, nobody else need: whoever waits finds all that are
        free by then. So senders that end together cost one claim together.
        """
        if not self._next.acquire(blocking=False):
            return
        with self._claiming:
            self._gather()
            self._next.release()
            if room := self._room():
                for job in due_jobs(room):
                    self._begin(job)

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way: at most as long as requests may take."""
        with self._claiming:
            self._stopping = True
        self._pool.shutdown(wait=True)

    def _gather(self) -> None:
        """Wait for company: one claim for many costs hardly more than one for one."""
        with self._counting:
            self._counting.wait_for(lambda: 2 * len(self._under_way) <= self._size, policy().gather)

    def _room(self) -> Room | None:
        with self._counting:
            room = Room.beside(self._size, self._under_way)
        return room if room.senders and not self._stopping else None

    def _begin(self, job: Job) -> None:
        with self._counting:
            self._under_way.append(job.lane)
        self._pool.submit(self._run, job)

    def _run(self, job: Job) -> None:
        outlive(job.run)
        with self._counting:
            self._under_way.remove(job.lane)
            self._counting.notify()
        outlive(self.fill)
        close_old_connections()
