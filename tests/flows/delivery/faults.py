"""Orders to the fault points of a running installation, and what they have counted."""

from pathlib import Path

# Where a delivery can be when its process dies, in the order in which it gets there.
POINTS = (
    "doorbell",  # after the commit of a change, before the ring
    "fan_out",  # deliveries inserted and cursor moved, not committed
    "claimed",  # leased, nothing sent
    "before_connect",
    "before_first_byte",
    "request_written",
    "answered",  # the answer is there, its outcome not written down
    "finished",
    "sweep",  # leases of the dead ended, not committed
)


class Faults:
    """The folder that `integrations.faults` reads and writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ordered: dict[str, int] = dict.fromkeys(POINTS, 0)

    def kill_at(self, point: str) -> None:
        """Kill the next process that reaches a point. An order that still stands is not doubled."""
        if not self.stands(point):
            (self.folder / f"{point}.kill").touch()
            self.ordered[point] = self.ordered.get(point, 0) + 1

    def freeze_at(self, point: str) -> None:
        """Freeze the next process that reaches a point."""
        (self.folder / f"{point}.freeze").touch()

    def stands(self, point: str) -> bool:
        """Whether nobody has been killed at the point yet since the last order."""
        return (self.folder / f"{point}.kill").exists()

    def standing(self) -> list[str]:
        return [point for point in POINTS if self.stands(point)]

    def kills(self) -> dict[str, int]:
        return {point: count - self.stands(point) for point, count in self.ordered.items()}

    def hits(self) -> dict[str, int]:
        return {point: self._hits(point) for point in POINTS}

    def _hits(self, point: str) -> int:
        counted = self.folder / f"{point}.hits"
        return len(counted.read_text().splitlines()) if counted.exists() else 0
