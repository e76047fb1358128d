"""What befalls a running installation: processes killed at every point, remote services at odds."""

import time
from collections.abc import Callable, Sequence

from tests.flows.delivery.faults import POINTS
from tests.flows.delivery.installation import Installation
from tests.services import NEVER

ROUNDS = 3
TICK = 0.2  # seconds between two looks at the processes
FEW = 3  # deliveries between two blows

# target and misbehaviour, once each round. A refresh token works once, so that nobody may be killed while using it:
# "401" is left to the tests of the channel. A duplicate without a first post is for a person to decide.
SPOILED = (
    *(("hooks", mode) for mode in ("accept_then_drop", "accept_then_504", "503", "slow:1", "slow:4", "429:1")),
    *(("x", mode) for mode in ("accept_then_drop", "accept_then_504", "503", "slow:1", "slow:4", "429:4")),
    ("hooks", "refuse_before_read"),
    ("x", "refuse_before_read"),
    ("x", "read_lag:2"),
    ("x-read", "503"),
)
LEASED = "SELECT destination_id, COUNT(*) FROM integrations_delivery WHERE state = 'leased' GROUP BY destination_id"
SENT = "SELECT COUNT(*) FROM integrations_delivery WHERE state = 'sent'"

Blow = Callable[["Storm"], None]


class Storm:
    """The one who breaks things, and the supervisor who starts again what was killed.

    Args:
        blows: what comes each round beside kills and misbehaviour.

    Attributes:
        most_leased: by destination, the most deliveries that were ever seen under way at once.
    """

    def __init__(self, installation: Installation, blows: Sequence[Blow] = ()) -> None:
        self.installation = installation
        self.blows = blows
        self.most_leased: dict[int, int] = {}

    def rage(self) -> None:
        for _ in range(ROUNDS):
            for target, mode in SPOILED:
                self.installation.sandbox.spoil(target, mode)
            # From the end, because a sweep finds the leases of those who died after the order to kill it was given.
            for strike in (*map(kill_at, reversed(POINTS)), *self.blows):
                strike(self)
                self.see_deliveries()
            self.until(lambda: not self.installation.faults.standing(), "a death at every point")

    def see_deliveries(self) -> None:
        """Wait until some have been sent: there is nothing to break where nothing moves."""
        before = self.sent()
        self.until(lambda: self.sent() >= before + FEW, "further deliveries")

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Let time pass until something has happened, looking after the processes; raises TimeoutError."""
        deadline = time.monotonic() + NEVER
        while not happened():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not happen within {NEVER:g} seconds")
            self._tick()

    def sent(self) -> int:
        return int(self.installation.database.value(SENT))

    def _tick(self) -> None:
        self.installation.revive()
        for destination, leased in self.installation.database.rows(LEASED):
            self.most_leased[destination] = max(leased, self.most_leased.get(destination, 0))
        time.sleep(TICK)


def kill_at(point: str) -> Blow:
    """SIGKILL for the next process that gets to a point."""
    return lambda storm: storm.installation.faults.kill_at(point)


def kill(name: str) -> Blow:
    """SIGKILL for a process wherever it is."""
    return lambda storm: storm.installation.programs[name].kill()
