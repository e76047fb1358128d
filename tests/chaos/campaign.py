"""One campaign: an installation at work, and the one who breaks it and starts again what was killed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos import deeds, publisher
from tests.chaos.beings import Arguments, Being, Deed, always
from tests.chaos.records import Injury
from tests.flows.delivery.aftermath import settled
from tests.flows.delivery.installation import Installation
from tests.services import NEVER

WORKERS = ("worker-1", "worker-2")
ASTRAY = "worker-3"  # its wall clock is ten minutes ahead in one life, and behind in the next
TEN_MINUTES = 600.0
TICK = 0.2  # seconds between two looks at the processes
FROZEN = 11.0  # seconds that a frozen process stays so: longer than a lease
SENT = "SELECT COUNT(*) FROM integrations_delivery WHERE state = 'sent'"
MOVES = "SELECT COUNT(*) FROM chaos_move"


class Stalled(Exception):
    """Nothing has happened for too long."""


@dataclass(frozen=True)
class Extent:
    """How much a campaign is.

    Args:
        deliveries: that are sent at the least.
        faults: that are done at the least.
        hooks: receivers of webhooks.
        minutes: after which it is given up.
    """

    deliveries: int
    faults: int
    hooks: int
    minutes: float

    @property
    def backlog(self) -> int:
        """How many deliveries may wait before the editor goes on."""
        return self.hooks * 8


class Campaign:
    """What happens, and what has happened.

    Attributes:
        injuries: what was done, in order.
        began: seconds since 1970.
    """

    def __init__(self, installation: Installation, extent: Extent) -> None:
        self.installation, self.extent = installation, extent
        self.faults = installation.faults
        self.injuries: list[Injury] = []
        self.began = time.time()
        self._stop = installation.folder / "stop"
        self._ordered: list[str] = []
        self._thaws: dict[str, float] = {}
        self._ends = time.monotonic() + extent.minutes * 60
        self.beings = {being.name: being for being in self._cast()}

    def _cast(self) -> list[Being]:
        folder = self.installation.folder
        deeds_of: dict[str, tuple[Deed, Arguments]] = {
            **{name: (deeds.work, always(name)) for name in WORKERS},
            ASTRAY: (deeds.work, lambda lives: (ASTRAY, TEN_MINUTES * (-1) ** lives)),
            "beat": (deeds.beat, always(str(folder / "beat-schedule"))),
            "publisher": (publisher.publish, always(str(self._stop), self.extent.backlog)),
        }
        return [Being(name, *told, folder / f"{name}.txt") for name, told in deeds_of.items()]

    def start(self) -> None:
        for being in self.beings.values():
            being.start()

    def order(self, point: str) -> None:
        """Let whoever gets to a point next be killed there."""
        self.faults.kill_at(point)
        self._ordered.append(point)

    def kill_at(self, point: str) -> None:
        """Kill whoever gets to a point next, and see it dead."""
        self.order(point)
        self.see_dead()

    def see_dead(self) -> None:
        """Wait until everybody is dead whose death was ordered."""
        self.until(lambda: not self._ordered, f"a death at {' and at '.join(self._ordered)}")

    def kill(self, name: str) -> None:
        """Kill a process wherever it is."""
        if name not in self._thaws:
            self.beings[name].kill()

    def freeze_at(self, point: str) -> None:
        """Stop whoever gets to a point next; it goes on when its lease is over, while other things happen."""
        self.faults.freeze_at(point)
        self.until(lambda: bool(self._notice_frozen(point)), f"a process that stands still at {point}")

    def note(self, kind: str) -> None:
        """Something was done to a server."""
        self.injuries.append(Injury(kind, at=time.time()))

    def sent(self) -> int:
        return int(self.installation.database.value(SENT))

    def see_sent(self, more: int) -> None:
        """Let some deliveries go out."""
        wanted = self.sent() + more
        self.until(lambda: self.sent() >= wanted, f"{more} further deliveries")

    def see_sent_in_all(self, wanted: int) -> None:
        """Wait until so many deliveries have gone out since the beginning."""
        self.until(lambda: self.sent() >= wanted, f"{wanted} deliveries")
        print(f"  › {len(self.injuries)} faults, {self.sent()} deliveries", flush=True)

    def come_to_rest(self) -> None:
        """No more is published; everything comes to its end, and then all processes."""
        self._stop.touch()
        self.until(lambda: self.beings["publisher"].done, "the last publication")
        self.until(lambda: not self._thaws and settled(self.installation), "rest")
        self.stop()

    def stop(self) -> None:
        for being in self.beings.values():
            being.stop()

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Let time pass until something has happened, looking after the processes.

        Raises:
            Stalled: nothing moves any more, or the campaign takes too long.
        """
        moves, moved_at = -1, time.monotonic()
        while not happened():
            self._tick()
            now = time.monotonic()
            if (latest := self.installation.database.value(MOVES)) != moves:
                moves, moved_at = latest, now
            if now - moved_at > NEVER or now > self._ends:
                raise Stalled(f"waiting for {what}: nothing moved for {now - moved_at:.0f} seconds")

    def _tick(self) -> None:
        for being in self.beings.values():
            if being.was_killed():
                self.injuries.append(Injury("kill", self._point(), being.life, time.time()))
                self._thaws.pop(being.name, None)
                being.start()
        for name, moment in list(self._thaws.items()):
            if time.monotonic() >= moment:
                self.beings[name].thaw()
                del self._thaws[name]
        time.sleep(TICK)

    def _point(self) -> str:
        """Where somebody has died: where an order does not stand any more."""
        point = next((point for point in self._ordered if not self.faults.stands(point)), "")
        if point:
            self._ordered.remove(point)
        return point or "any moment"

    def _notice_frozen(self, point: str) -> list[Being]:
        """The processes that have come to stand still since the last look."""
        new = [one for one in self.beings.values() if one.name not in self._thaws and one.is_frozen()]
        for being in new:
            self.injuries.append(Injury("freeze", point, being.life, time.time()))
            self._thaws[being.name] = time.monotonic() + FROZEN
        return new
