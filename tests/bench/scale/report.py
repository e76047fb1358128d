"""What became of every endpoint: a table to read, and a file for programs."""

import json
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.bench.scale.measure import Growth

GOAL = 1.3
SEARCH_GOAL = 5


def table(growths: Iterable[Growth], sizes: tuple[int, int]) -> str:
    """The growths as a Markdown table, a line for each sort of endpoints."""
    small, large = (f"{size:,}" for size in sizes)
    head = [
        f"| endpoints | ways to ask | p50 of {small} | of {large} | ratio | the highest | promised | highest way |",
        f"|---|{'---:|' * 7}",
    ]
    families = grouped(growths, "family").items()
    return "\n".join([*head, *(line(family, alike) for family, alike in sorted(families))])


def line(family: str, growths: list[Growth]) -> str:
    small, large = (1000 * median(side) for side in zip(*((g.small, g.large) for g in growths), strict=True))
    highest, way = max(ratios(growths)), max(growth.ratio for growth in growths)
    missed = " (missed)" if highest > GOAL else ""
    times = f"{small:.1f} ms | {large:.1f} ms | {median(ratios(growths)):.2f} | {highest:.2f}{missed}"
    return f"| {family} | {len(growths)} | {times} | ≤ {GOAL} | {way:.2f} |"


def grouped(growths: Iterable[Growth], by: str) -> dict[str, list[Growth]]:
    """The growths by the family or the endpoint of their doors."""
    found: dict[str, list[Growth]] = {}
    for growth in growths:
        found.setdefault(getattr(growth.sides.large, by), []).append(growth)
    return found


def ratios(growths: Iterable[Growth]) -> list[float]:
    """How much longer each endpoint takes: in the middle of the ways to ask it."""
    return [median(growth.ratio for growth in alike) for alike in grouped(growths, "endpoint").values()]


def search(beside: Iterable[Growth], size: int) -> str:
    """How searches compare with a detail, as a Markdown table with a line for their mixture."""
    rows = [(growth.sides.large.way, 1000 * growth.large, growth.ratio) for growth in beside]
    _ways, times, times_a_detail = zip(*rows, strict=True)
    head = [f"| search of {size:,} | p50 | times a detail | promised |", "|---|---:|---:|---:|"]
    lines = [f"| {way} | {time:.1f} ms | {ratio:.1f} | |" for way, time, ratio in rows]
    return "\n".join(
        [*head, *lines, f"| all | {median(times):.1f} ms | {median(times_a_detail):.1f} | ≤ {SEARCH_GOAL} |"]
    )


def is_missed(growths: Iterable[Growth], beside: Iterable[Growth]) -> bool:
    """Whether any endpoint grows by more than the goal allows, or searches take too long beside a detail."""
    return max(ratios(growths)) > GOAL or median(growth.ratio for growth in beside) > SEARCH_GOAL


def named(growth: Growth) -> str:
    """A door in words."""
    door = growth.sides.large
    return f"`{door.endpoint}` {door.way}{' as a member' if growth.sides.member else ''}"


def over(growths: Iterable[Growth]) -> str:
    """Every single way whose answers take longer than the goal allows, the worst first."""
    missed = sorted((g for g in growths if g.ratio > GOAL), key=lambda growth: -growth.ratio)
    return "\n".join(f"{g.ratio:.2f}: {1000 * g.small:.1f} → {1000 * g.large:.1f} ms {named(g)}" for g in missed)


def write(growths: Iterable[Growth], path: Path) -> None:
    """Write every way as a JSON list."""
    rows = [{"asked": named(g), "small": g.small, "large": g.large, "ratio": g.ratio} for g in growths]
    path.write_text(json.dumps(rows, indent=1) + "\n")
