"""What an import tells."""

from collections import Counter
from collections.abc import Callable, Iterator

Tell = Callable[[str], None]


class Report:
    """Lines that people should read, and how many records of each kind had which fate.

    Args:
        tell: shows one line at once.
    """

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.counts: Counter[tuple[str, str]] = Counter()

    def count(self, kind: str, fate: str) -> None:
        self.counts[kind, fate] += 1

    def summary(self) -> Iterator[str]:
        """How many of what: a line for each kind and fate."""
        for (kind, fate), number in sorted(self.counts.items()):
            yield f"{number:6} {kind}: {fate}"
