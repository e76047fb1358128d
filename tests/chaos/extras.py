"""Requests that came although their message had been taken, and what was done to the process that had sent it."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from tests.chaos.records import Arrival, Evidence, Injury, Move

CLOCKS = 0.1  # seconds by which the database's note of a lease may seem to come after the request
NOTICED = 2.0  # seconds until it is noticed that a process is dead or frozen


@dataclass(frozen=True)
class Extra:
    """One request too many.

    Args:
        arrival: the one that had been taken already.
        injury: what explains that it came again; None: nothing does.
    """

    arrival: Arrival
    injury: Injury | None


def extras(evidence: Evidence) -> list[Extra]:
    """Every request too many, with what explains it. One lease explains one repetition at the most."""
    leases, found = _leases(evidence), []
    for (receiver, message_id), taken in _taken(evidence).items():
        held = leases[evidence.messages.get((receiver, message_id), 0)]
        places = [_place(arrival, held) for arrival in taken]
        for arrival, place in zip(taken[:-1], places, strict=False):
            injury = _injury(place, held, evidence.injuries) if places.count(place) == 1 else None
            found.append(Extra(arrival, injury))
    return found


def _taken(evidence: Evidence) -> dict[tuple[str, str], list[Arrival]]:
    taken = defaultdict(list)
    for one in sorted(evidence.arrivals, key=lambda one: one.at):
        if one.accepted:
            taken[one.receiver, one.message_id].append(one)
    return taken


def _leases(evidence: Evidence) -> dict[int, list[Move]]:
    leases = defaultdict(list)
    for move in evidence.moves:
        if move.after == "leased":
            leases[move.delivery].append(move)
    return leases


def _place(arrival: Arrival, leases: list[Move]) -> int:
    """The place of the lease under which a request was made, the last one taken before it came; -1: there is none."""
    return bisect_right([lease.at for lease in leases], arrival.at + CLOCKS) - 1


def _injury(place: int, leases: list[Move], injuries: list[Injury]) -> Injury | None:
    """What befell the process that held a lease, before the next one was taken."""
    if place < 0 or place + 1 >= len(leases):
        return None
    begin, end, holder = leases[place].at, leases[place + 1].at + NOTICED, leases[place].by
    return next((one for one in injuries if one.victim == holder and begin <= one.at <= end), None)
