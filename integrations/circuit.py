"""The circuit of a destination: after repeated failure it is left in peace, and comes back step by step.

 closed ──`Policy.trips` failures in a row, or "not so fast"──▶ open ──its rest is over──▶ half-open
   ▲                                                             ▲                            │
   └── ramp: 1, 2, 4 … at once ◀──────── answered ───────────────┼──────── one attempt ◀──────┘
                                                                 └─ failed: rests twice as long

The rules are pure: they give the fields to write. What rests is not tried, and loses no place in its schedule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cms.publications.written import MANY, Written
from integrations.channels.base import Outcome, Verdict
from integrations.models import Destination
from integrations.models.upkeep import WELL
from integrations.policy import policy

Fields = dict[str, Any]

FAILING = {Outcome.TRANSIENT, Outcome.RATE_LIMITED, Outcome.UNKNOWN, Outcome.AUTH_EXPIRED}


@dataclass(frozen=True)
class Answer:
    """How a destination did in one attempt.

    Args:
        destination_id: which.
        verdict: what the attempt came to.
        seconds: that it took on the network.
    """

    destination_id: int
    verdict: Verdict
    seconds: float

    @property
    def is_good(self) -> bool:
        return self.verdict.outcome not in FAILING

    @property
    def is_slow(self) -> bool:
        return self.seconds > policy().slow


def note(answers: Sequence[Answer], now: datetime) -> None:
    """Remember how destinations did, in the order of their answers, within the caller's transaction.

    A good answer of a destination that is well changes nothing, and locks nothing. The others are locked in one
    order, so that two workers never wait for each other.
    """
    told = {answer.destination_id for answer in answers if not answer.is_good or answer.is_slow}
    changing = told | {pk for (pk,) in _not_settled().ask({answer.destination_id for answer in answers})}
    rows = Destination.objects.defer("secret").select_for_update(no_key=True)
    if not changing:
        return
    for destination in rows.filter(pk__in=changing).order_by("pk"):
        fields: Fields = {}
        for answer in answers:
            if answer.destination_id == destination.pk:
                fields |= after(destination, answer, now)
                vars(destination).update(fields)
        Destination.objects.filter(pk=destination.pk).update(**fields)


@cache
def _not_settled() -> Written:
    """Those of some destinations of which a good answer changes what is known."""
    return Written(Destination.objects.not_settled().filter(pk__among=MANY).order_by().values_list("pk"), MANY)


def after(destination: Destination, answer: Answer, now: datetime) -> Fields:
    """The fields of a destination after an attempt."""
    if answer.is_good:
        settled = {"failures": 0, "is_slow": answer.is_slow, "rests_until": None, "ramp": _wider(destination)}
        return {**settled, **WELL}
    if destination.rests_until and destination.rests_until > now:
        return {}  # begun before it came to rest: told already
    failures = destination.failures + 1
    noted = {"failures": failures, "failing_since": destination.failing_since or now}
    rest = _rest(destination, failures, answer.verdict)
    if rest is None:
        return noted
    return {**noted, "ramp": 0, "rests_until": now + timedelta(seconds=rest)}


def try_now(destination_id: int) -> None:
    """End a rest, because a person wants to know."""
    resting = Destination.objects.filter(pk=destination_id, rests_until__isnull=False)
    resting.update(rests_until=None, ramp=0)


def describe(destination: Destination, now: datetime) -> str:
    """What the circuit does at present, as a sentence; empty when it does nothing."""
    if destination.rests_until is None:
        return ""
    if destination.rests_until <= now:
        return f"Failures in a row: {destination.failures}. One message finds out whether it is back."
    return f"Failures in a row: {destination.failures}. It is tried again at {destination.rests_until:%H:%M} UTC."


def _wider(destination: Destination) -> int | None:
    """One more with every good answer, as in TCP's slow start (RFC 5681, 3.1): 1, 2, 4 in each round."""
    if destination.ramp is None or destination.ramp >= destination.concurrency:
        return None
    return destination.ramp + 1


def _rest(destination: Destination, failures: int, verdict: Verdict) -> float | None:
    """Seconds to leave a destination in peace; None: not yet.

    `Policy.rest`, doubled with each further failure up to `Policy.longest_rest`. A receiver that says how long is
    taken at its word, up to `Policy.longest_wait`.
    """
    rules = policy()
    if verdict.outcome is Outcome.RATE_LIMITED and verdict.retry_after:
        return min(verdict.retry_after, rules.longest_wait)
    if failures < rules.trips and destination.rests_until is None:
        return None
    doublings = min(max(failures - rules.trips, 0), 30)
    return min(rules.rest * float(2**doublings), rules.longest_rest)
