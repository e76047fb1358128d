"""What must hold after a campaign. Each rule reads the evidence and says what contradicts it, one line each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from tests.chaos.extras import extras
from tests.chaos.records import Arrival, Evidence

FINAL = {"sent", "dead", "canceled"}
RESTING = FINAL | {"waiting"}

Rule = Callable[[Evidence], list[str]]


def lost(evidence: Evidence) -> list[str]:
    """Every receiver has taken every change, but for those that a later one of the same object made pointless."""
    taken = _taken(evidence)
    return [
        f"{receiver} never took version {version} of {uid}"
        for receiver in _receivers(evidence)
        for uid, version in evidence.changes
        if (uid, version) not in taken[receiver] | evidence.called_off.get(receiver, set())
    ]


def gaps(evidence: Evidence) -> list[str]:
    """The numbers that a receiver has seen have no gap but those that the next message will fill."""
    problems = []
    for receiver in _receivers(evidence):
        seen = {one.number for one in _of(evidence, receiver) if one.accepted}
        missing = set(range(1, max(seen, default=0))) - seen - evidence.numbers_called_off.get(receiver, set())
        problems += [f"{receiver} has never seen number {number}" for number in sorted(missing)]
    return problems


def unfinished(evidence: Evidence) -> list[str]:
    """Nothing was given up, is under way, or waits for a person because of a fault."""
    return [
        f"{count} to {destination} ended as {state}"
        for destination, states in evidence.states.items()
        for state, count in states.items()
        if state not in RESTING or state == "dead"
    ]


def finalised_twice(evidence: Evidence) -> list[str]:
    """A delivery comes to its end once, and never leaves it."""
    ends = Counter(move.delivery for move in evidence.moves if move.after in FINAL)
    left = [move.delivery for move in evidence.moves if move.before in FINAL]
    return [f"delivery {delivery} ended {times} times" for delivery, times in ends.items() if times > 1] + [
        f"delivery {delivery} left its end" for delivery in left
    ]


def altered(evidence: Evidence) -> list[str]:
    """A message has one body, however often it comes."""
    bodies = defaultdict(set)
    for one in evidence.arrivals:
        bodies[one.receiver, one.message_id].add(one.digest)
    return [
        f"{message} came to {receiver} with two bodies"
        for (receiver, message), all_ in bodies.items()
        if all_ - {min(all_)}
    ]


def unbelieved(evidence: Evidence) -> list[str]:
    """Every signature and timestamp is right, whatever the clock of the worker that sent it."""
    return [
        f"{one.receiver} does not believe {one.message_id}: {one.problem}" for one in evidence.arrivals if one.problem
    ]


def unexplained_repeats(evidence: Evidence) -> list[str]:
    """What was taken comes again only because whoever had sent it was killed or frozen, once for each."""
    return [
        f"{one.arrival.message_id} came to {one.arrival.receiver} again without a reason"
        for one in extras(evidence)
        if not one.injury
    ]


def double_posts(evidence: Evidence) -> list[str]:
    """No article was ever posted twice on a timeline."""
    posts = Counter((post.account, post.path) for post in evidence.posts)
    return [f"{path} was posted {times} times by {account}" for (account, path), times in posts.items() if times > 1]


def lost_posts(evidence: Evidence) -> list[str]:
    """What is live stands on the timelines that post everything."""
    standing = {(post.account, post.path) for post in evidence.posts if post.stands}
    return [
        f"{account} never posted {path}"
        for account in evidence.posts_all
        for path in sorted(evidence.live)
        if (account, path) not in standing
    ]


def left_standing(evidence: Evidence) -> list[str]:
    """What was withdrawn stands nowhere any more."""
    return [
        f"{post.path} still stands at {post.account}"
        for post in evidence.posts
        if post.stands and post.path in evidence.withdrawn
    ]


def caps_exceeded(evidence: Evidence) -> list[str]:
    """No destination had more under way than it is allowed: by its leases, and as its receiver saw it."""
    counted = [("leases of", _most_leased(evidence)), ("requests at", evidence.most_at_once)]
    problems = [
        f"{most} {what} {name}, where {evidence.allowed[name]} are allowed"
        for what, mosts in counted
        for name, most in mosts.items()
        if most > evidence.allowed[name]
    ]
    posted = Counter(post.account for post in evidence.posts)
    return problems + [
        f"{posted[name]} posts by {name} in an hour" for name, cap in evidence.few.items() if posted[name] > cap
    ]


RULES: dict[str, Rule] = {
    "lost messages": lost,
    "gaps in a receiver's numbers": gaps,
    "lost posts": lost_posts,
    "double posts": double_posts,
    "withdrawn pages that still stand": left_standing,
    "finalised twice": finalised_twice,
    "not finished": unfinished,
    "unexplained repeats": unexplained_repeats,
    "bodies altered on the way": altered,
    "signatures or timestamps refused": unbelieved,
    "caps exceeded": caps_exceeded,
}


def judge(evidence: Evidence) -> dict[str, list[str]]:
    """What contradicts each rule."""
    return {name: rule(evidence) for name, rule in RULES.items()}


def _receivers(evidence: Evidence) -> list[str]:
    return sorted(evidence.most_at_once)


def _of(evidence: Evidence, receiver: str) -> Iterator[Arrival]:
    return (one for one in evidence.arrivals if one.receiver == receiver)


def _taken(evidence: Evidence) -> dict[str, set[tuple[str, int]]]:
    taken = defaultdict(set)
    for one in evidence.arrivals:
        if one.accepted:
            taken[one.receiver].add(one.document)
    return taken


def _most_leased(evidence: Evidence) -> dict[str, int]:
    """The most leases that each destination ever had at once."""
    now, most = Counter[str](), Counter[str]()
    for move in evidence.moves:
        now[move.destination] += (move.after == "leased") - (move.before == "leased")
        most[move.destination] = max(most[move.destination], now[move.destination])
    return dict(most)
