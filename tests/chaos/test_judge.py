"""The judge of a campaign finds what is wrong with made-up evidence, and nothing where all is well."""

from dataclasses import replace

import pytest

from tests.chaos.extras import extras
from tests.chaos.judge import RULES, judge
from tests.chaos.records import Arrival, Evidence, Injury, Move, Post

PAGE, HIDDEN = "/articles/news-1/", "/articles/news-7/"
FIRST, SECOND = ("uid", 1), ("uid", 2)
KILL = Injury("kill", "answered", "worker-1/10", at=2.5)


def arrival(message: str, at: float, **changes: object) -> Arrival:
    document, number = (FIRST, 1) if message == "msg_1" else (SECOND, 2)
    return replace(Arrival("quick-0", message, document, number, message, at), **changes)  # type: ignore[arg-type]  # names are checked by replace


def lease(delivery: int, at: float, by: str = "worker-1/10") -> Move:
    return Move(delivery, "quick-0", "ready", "leased", at, by)


def sent(delivery: int, at: float) -> Move:
    return Move(delivery, "quick-0", "leased", "sent", at)


GOOD = Evidence(
    arrivals=[arrival("msg_1", 1.5), arrival("msg_2", 2.5)],
    moves=[lease(1, 1), sent(1, 2), lease(2, 2), sent(2, 3)],
    posts=[Post("account", PAGE), Post("account", HIDDEN, stands=False)],
    changes=[FIRST, SECOND],
    messages={("quick-0", "msg_1"): 1, ("quick-0", "msg_2"): 2},
    states={"quick-0": {"sent": 2}, "account": {"sent": 1, "waiting": 1, "canceled": 1}},
    allowed={"quick-0": 1, "account": 1},
    most_at_once={"quick-0": 1},
    live={PAGE},
    withdrawn={HIDDEN},
    posts_all=("account",),
    few={"few": 0},
)
GIVEN_BACK = Move(1, "quick-0", "leased", "ready", 9)
REPEATED = replace(
    GOOD,
    arrivals=[*GOOD.arrivals, arrival("msg_1", 10.5)],
    moves=[lease(1, 1), GIVEN_BACK, lease(1, 10, "worker-2/11"), sent(1, 11), lease(2, 12), sent(2, 13)],
)
WRONG = {
    "lost messages": [
        replace(GOOD, arrivals=GOOD.arrivals[:1]),
        replace(GOOD, arrivals=[arrival("msg_1", 1.5), arrival("msg_2", 2.5, accepted=False)]),
    ],
    "gaps in a receiver's numbers": [replace(GOOD, arrivals=[arrival("msg_1", 1.5), arrival("msg_2", 2, number=3)])],
    "lost posts": [replace(GOOD, live={PAGE, "/articles/news-2/"}), replace(GOOD, posts=[])],
    "double posts": [replace(GOOD, posts=[*GOOD.posts, Post("account", PAGE, stands=False)])],
    "withdrawn pages that still stand": [replace(GOOD, posts=[*GOOD.posts[:1], Post("account", HIDDEN)])],
    "finalised twice": [
        replace(GOOD, moves=[*GOOD.moves, Move(2, "quick-0", "sent", "sent", 4)]),
        replace(GOOD, moves=[*GOOD.moves, Move(2, "quick-0", "sent", "ready", 4)]),
    ],
    "not finished": [replace(GOOD, states={"quick-0": {state: 1}}) for state in ("ready", "uncertain", "dead")],
    "unexplained repeats": [
        REPEATED,
        replace(REPEATED, injuries=[replace(KILL, victim="worker-2/11")]),
        replace(REPEATED, injuries=[replace(KILL, at=0.5)]),
        replace(REPEATED, injuries=[replace(KILL, at=100)]),
        replace(REPEATED, injuries=[KILL], arrivals=[*REPEATED.arrivals, arrival("msg_1", 1.6)]),
    ],
    "bodies altered on the way": [replace(REPEATED, arrivals=[*GOOD.arrivals, arrival("msg_1", 10.5, digest="other")])],
    "signatures or timestamps refused": [
        replace(GOOD, arrivals=[*GOOD.arrivals[:1], arrival("msg_2", 2, problem="No")])
    ],
    "caps exceeded": [
        replace(GOOD, moves=[lease(1, 1), lease(2, 1.5)]),
        replace(GOOD, most_at_once={"quick-0": 2}),
        replace(GOOD, few={"account": 1}),
    ],
}


def test_nothing_is_wrong_where_all_is_well() -> None:
    """Every message taken once, every article posted once, all at its end."""
    assert not any(judge(GOOD).values())


@pytest.mark.parametrize("rule", RULES)
def test_what_is_wrong_is_found(rule: str) -> None:
    """Each rule finds whatever contradicts it."""
    assert all(judge(evidence)[rule] for evidence in WRONG[rule])


def test_a_kill_explains_what_was_in_its_victims_hands() -> None:
    """A message that comes again is no mistake when whoever had sent it was killed before it could be written down."""
    evidence = replace(REPEATED, injuries=[KILL])
    assert [extra.injury for extra in extras(evidence)] == [KILL]
    assert not any(judge(evidence).values())


def test_what_a_later_message_tells_is_not_lost() -> None:
    """A message may be called off, with its number, when a later change of the same object tells of it."""
    evidence = replace(GOOD, arrivals=[arrival("msg_2", 2.5)])
    assert judge(evidence)["lost messages"]
    called_off = replace(evidence, called_off={"quick-0": {FIRST}}, numbers_called_off={"quick-0": {1}})
    assert not any(judge(called_off).values())
