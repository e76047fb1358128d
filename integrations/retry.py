"""When a failed attempt is followed by another."""

import random

from integrations.policy import policy


def delay_after(tries: int, retry_after: float | None = None) -> float | None:
    """Seconds to wait after `tries` attempts have failed; None when the schedule is over.

    The schedule is that of the Standard Webhooks specification, each step shorter or longer by up to the jitter so
    that many deliveries that failed together do not come back together. What the receiver asks for in Retry-After
    (RFC 9110, 10.2.3) lengthens the wait, up to `Policy.longest_wait`; it never shortens it.

    Args:
        tries: how many attempts were made since the delivery was last (re)started; at least one.
        retry_after: seconds that the receiver asked for.
    """
    rules = policy()
    if tries >= len(rules.schedule):
        return None
    step = rules.schedule[tries] * random.uniform(1 - rules.jitter, 1 + rules.jitter)  # noqa: S311 - no secret
    return max(step, min(retry_after or 0.0, rules.longest_wait))
