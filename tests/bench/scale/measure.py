"""How long answers take where little is published and where much is, asked in turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from tests.bench.scale.doors import Door, Doors
from tests.bench.scale.installations import Installation

DETAIL, SEARCH = "/api/v1/documents/{uid}/", "/api/v1/search/"
Seconds = tuple[float, float]


@dataclass(frozen=True)
class Sides:
    """The same door of both installations."""

    small: Door
    large: Door
    member: bool


@dataclass(frozen=True)
class Growth:
    """What became of one door.

    Args:
        sides: the door.
        small, large: its median, in seconds.
    """

    sides: Sides
    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.large / self.small


def doors_of(small: Installation, large: Installation) -> Iterator[Sides]:
    """Every door that both have, for strangers and for members."""
    for member in (False, True):
        known = {(door.endpoint, door.way): door for door in Doors(small, member=member) if door.addresses}
        for door in Doors(large, member=member):
            if same := known.get((door.endpoint, door.way)):
                yield Sides(same, door, member)


def beside_a_detail(doors: Iterable[Sides]) -> Iterator[Sides]:
    """Searches of strangers in the larger installation, each with a detail of the same installation beside it."""
    asked = [sides.large for sides in doors if not sides.member]
    detail = next(door for door in asked if door.endpoint == DETAIL and not door.way)
    yield from (Sides(detail, door, member=False) for door in asked if door.endpoint == SEARCH and is_search(door.way))


def is_search(way: str) -> bool:
    """Whether what is asked for is words, and perhaps facets; filters are measured for their growth."""
    return way.startswith(("for ", "facets"))


def measure(small: Installation, large: Installation, doors: Iterable[Sides], times: int) -> Iterator[Growth]:
    """Ask both installations in turn, one right after the other, each first every other time.

    Args:
        small, large: the installations.
        doors: what to ask.
        times: how often; the first two do not count, because they make what later ones find made.
    """
    for sides in doors:
        pairs = [both(small, large, sides, turn) for turn in range(-2, times)][2:]
        yield Growth(sides, *(median(side) for side in zip(*pairs, strict=True)))


def both(small: Installation, large: Installation, sides: Sides, turn: int) -> Seconds:
    """How long each takes."""
    if turn % 2:
        first = timed(small, sides.small, turn, member=sides.member)
        return first, timed(large, sides.large, turn, member=sides.member)
    last = timed(large, sides.large, turn, member=sides.member)
    return timed(small, sides.small, turn, member=sides.member), last


def timed(installation: Installation, door: Door, turn: int, *, member: bool) -> float:
    address = door.addresses[turn // 2 % len(door.addresses)]
    begun = perf_counter()
    installation.fetch(address, member=member)
    return perf_counter() - begun
