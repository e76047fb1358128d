"""Who works in a worker process: one desk that asks the database, and many senders that use the network alone.

Many attempts are claimed, read, composed and written down by the same few statements, and a sender holds no
connection of its own: so there may be many senders.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Condition

from django.db import connections

from integrations.delivery.endings import Endings
from integrations.delivery.look import Job, due_jobs, outlive
from integrations.delivery.loop import Loop
from integrations.delivery.shares import Lane, Room
from integrations.policy import policy


class Desk:
    """One thread that writes down what has ended, claims work for whoever is free, and hands it out.

    Args:
        size: how many senders there are, each with one piece of work at a time.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._senders = ThreadPoolExecutor(size, thread_name_prefix="sender")
        self._under_way: list[Lane] = []
        self._counting = Condition()
        self._endings = Endings()
        self._loop = Loop("desk", self.turn)

    def start(self) -> None:
        self._loop.start()

    def ring(self) -> None:
        """There may be something to claim."""
        self._loop.ring()

    def stop(self) -> None:
        """Begin nothing more, wait for what is under way (at most as long as requests may take), and write it down."""
        self._loop.stop()
        self._senders.shutdown(wait=True)
        self._endings.write_all_down()

    def turn(self) -> None:
        """Write down what has ended, then begin as much as the shares allow."""
        self._gather()
        # Counted first: of whoever is free by now it is then known how its destination did.
        room = self._room()
        self._endings.write_down()
        for job in due_jobs(room) if room.senders else []:
            self._begin(job)

    def _gather(self) -> None:
        """Wait for company: what is asked for many costs hardly more than for one."""
        with self._counting:
            self._counting.wait_for(self._has_company, policy().gather)

    def _has_company(self) -> bool:
        return 2 * len(self._under_way) <= self._size

    def _room(self) -> Room:
        with self._counting:
            return Room.beside(self._size, self._under_way)

    def _begin(self, job: Job) -> None:
        with self._counting:
            self._under_way.append(job.lane)
        self._senders.submit(self._send, job)

    def _send(self, job: Job) -> None:
        outlive(lambda: self._endings.add(job.run()))
        connections.close_all()
        with self._counting:
            self._under_way.remove(job.lane)
            if self._has_company():
                self._counting.notify()
        self.ring()
