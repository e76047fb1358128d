"""What is done in a campaign, in rounds: each names its kind, so that the report can count it."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from tests.chaos.campaign import WORKERS, Campaign

Blow = Callable[[Campaign], None]

# Where a process can be when it dies, in the order in which it gets there.
KILLED_AT = (
    "page_saved",  # in the transaction of a publication
    "change_numbered",  # in the transaction that appends its change
    "doorbell",  # after that transaction, before the ring
    "fan_out",  # deliveries inserted and cursor moved, not committed
    "claimed",  # leased, nothing sent
    "before_connect",
    "before_first_byte",  # connected; where there is TLS, that stands too
    "mid_request",  # headers written, body not
    "request_written",  # no answer yet
    "answered",  # the answer is there, its outcome not written down
    "finishing",  # the outcome is written, not committed
    "finished",
)
# And where those are who come after the dead.
SWEEP = "sweep"  # their leases ended, not committed
LOOKED_UP = "looked_up"  # it is known whether a post stands, not written down
POINTS = (*KILLED_AT, SWEEP, LOOKED_UP)
# At "finishing" and "fan_out" a transaction is open, with its locks.
FROZEN_AT = (
    "mid_request",
    "before_first_byte",
    "finishing",
    "request_written",
    "answered",
    "fan_out",
    "claimed",
    "before_connect",
)
FREEZES_A_ROUND = 2

# target and misbehaviour of the remote services, once each round. A refresh token works once, so that nobody may be
# killed while using it: "401" is left to the tests of the channels.
SPOILED = (
    *((target, mode) for target in ("x", "facebook", "mastodon") for mode in ("accept_then_drop", "accept_then_504")),
    *((target, mode) for target in ("x", "facebook", "mastodon") for mode in ("503", "slow:1", "refuse_before_read")),
    ("x", "slow:4"),
    ("x", "429:4"),
    ("x", "read_lag:2"),
    ("facebook", "read_lag:2"),
    ("x-read", "503"),
    ("facebook-read", "503"),
)


def rage(campaign: Campaign) -> None:
    """Round after round until there were faults enough; the deliveries are spread over them."""
    extent, blows = campaign.extent, rounds()
    while (done := len(campaign.injuries)) < extent.faults:
        next(blows)(campaign)
        campaign.see_sent_in_all(extent.deliveries * done // extent.faults)
    campaign.see_sent_in_all(extent.deliveries)


def rounds() -> Iterator[Blow]:
    """Everything there is, again and again."""
    freezes, victims = cycle(FROZEN_AT), cycle((*WORKERS, "publisher", "beat"))
    while True:
        yield spoil
        for point in KILLED_AT[:7]:
            yield partial(Campaign.kill_at, point=point)
        for _ in range(FREEZES_A_ROUND):
            yield partial(Campaign.freeze_at, point=next(freezes))
        yield crash_postgresql
        for point in KILLED_AT[7:]:
            yield partial(Campaign.kill_at, point=point)
        yield kill_who_sweeps
        yield kill_who_looks_up
        yield partial(Campaign.kill, name=next(victims))
        yield lose_redis
        yield flush_redis


def spoil(campaign: Campaign) -> None:
    """Let the remote services misbehave."""
    for target, mode in SPOILED:
        campaign.installation.sandbox.spoil(target, mode)


def kill_who_sweeps(campaign: Campaign) -> None:
    """Somebody dies over a request, and then whoever finds the lease."""
    campaign.order(SWEEP)
    campaign.kill_at("request_written")


def kill_who_looks_up(campaign: Campaign) -> None:
    """A post becomes uncertain, and whoever looks for it dies."""
    campaign.installation.sandbox.spoil("x", "accept_then_drop")
    campaign.kill_at(LOOKED_UP)


def crash_postgresql(campaign: Campaign) -> None:
    """PostgreSQL is stopped without warning, and started again."""
    if server := campaign.installation.postgresql:
        server.restart("immediate")
        campaign.note("PostgreSQL crashed")


def lose_redis(campaign: Campaign) -> None:
    """Redis is killed, and comes back only when deliveries have gone out without it."""
    if server := campaign.installation.redis:
        server.kill()
        campaign.note("Redis killed")
        campaign.see_sent(3)
        server.start()


def flush_redis(campaign: Campaign) -> None:
    """Redis forgets everything."""
    if server := campaign.installation.redis:
        server.flush()
        campaign.note("Redis emptied")
