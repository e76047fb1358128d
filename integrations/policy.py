"""How patient deliveries are: every number of the protocol, in one place."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True)
class Policy:
    """The numbers; `settings.DELIVERY` may replace any of them by name. Times are in seconds.

    Args:
        schedule: how long after the previous attempt each attempt starts; its length is the number of attempts.
            The default is the one that the Standard Webhooks specification recommends: 75 hours in all.
        jitter: the share by which a delay may be shorter or longer, so that retries do not arrive in step.
        longest_wait: the longest Retry-After that is obeyed.
        lease: how long a claim lasts; at least twice `deadline + margin`, or claims end before they are used.
        deadline: the longest that one request may take.
        margin: what must be left of a lease when a request that took its whole deadline is over.
        crashes: after how many workers died over a delivery it is called poison.
        first_look: how long after an uncertain end the first look-up is made.
        second_look: how long after one look-up that found nothing the second is made.
        blind_looks: how many look-ups in a row may be unreadable before a person is asked.
        senders: how many deliveries one worker process sends at once.
        gather: how long a sender that is free again waits at most, until half of them are and take new work together.
        trips: after how many failures in a row a destination is left in peace.
        rest: how long at first.
        longest_rest: how long at most, however often it has failed.
        slow: an attempt that takes longer on the network makes its destination a slow one.
        pause: between two looks of one worker process, while nobody rings.
        warns: how long after nothing but failures the owner of a destination is warned, each time.
        gives_up: how long after nothing but failures a destination is paused.
        notice: how long before that its owner has been warned at least.
        checks: how long after one check of the credentials the next one comes at the latest.
        check_again: how long after one that was not answered.
        foretells: how long before credentials end their owner is told, the first and the last time.
        news: a page first published longer ago than this is not announced by itself.
    """

    schedule: tuple[float, ...] = (
        0,
        5,
        5 * MINUTE,
        30 * MINUTE,
        2 * HOUR,
        5 * HOUR,
        10 * HOUR,
        14 * HOUR,
        20 * HOUR,
        24 * HOUR,
    )
    jitter: float = 0.2
    longest_wait: float = 24 * HOUR
    lease: float = 60
    deadline: float = 15
    margin: float = 5
    crashes: int = 5
    first_look: float = 5
    second_look: float = 10
    blind_looks: int = 5
    senders: int = 64
    gather: float = 0.02
    trips: int = 5
    rest: float = 30
    longest_rest: float = 10 * MINUTE
    slow: float = 5
    pause: float = 1
    warns: tuple[float, ...] = (DAY, 3 * DAY)
    gives_up: float = 5 * DAY
    notice: float = DAY
    checks: float = DAY
    check_again: float = HOUR
    foretells: tuple[float, float] = (7 * DAY, DAY)
    news: float = 48 * HOUR


USUAL = Policy()


def policy() -> Policy:
    """The numbers in force."""
    chosen: dict[str, Any] = getattr(settings, "DELIVERY", {})
    return Policy(**chosen) if chosen else USUAL
