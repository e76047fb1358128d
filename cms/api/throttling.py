"""How much one caller may ask."""

import time
from contextlib import suppress
from functools import cache as remember
from typing import Any, NamedTuple

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}


class Rate(NamedTuple):
    """So many requests in each window of so many seconds."""

    requests: int
    seconds: int


@remember
def parse_rate(text: str) -> Rate:
    """`600/min` as a rate; the window is a sec, min, hour or day."""
    requests, _, window = text.partition("/")
    return Rate(int(requests), SECONDS[window])


class CallerThrottle(BaseThrottle):
    """Counts the requests of each key, or of each address that shows none, in fixed windows.

    One atomic counter a window: cheap, exact on a shared cache, and told to the client as in
    draft-ietf-httpapi-ratelimit-headers-11. The rates are `REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]`; an empty one
    counts nothing.
    """

    headers: dict[str, str]

    def allow_request(self, request: Request, view: Any) -> bool:
        self.headers = {}
        policy, identity = self.counted(request, view)
        if not (wanted := api_settings.DEFAULT_THROTTLE_RATES[policy]):
            return True
        rate = parse_rate(wanted)
        window, passed = divmod(int(time.time()), rate.seconds)
        self.left = rate.seconds - passed
        count = count_one(f"api-throttle:{policy}:{identity}:{window}", rate.seconds)
        self.headers = {
            "RateLimit-Policy": f'"{policy}";q={rate.requests};w={rate.seconds}',
            "RateLimit": f'"{policy}";r={max(rate.requests - count, 0)};t={self.left}',
        }
        return count <= rate.requests

    def counted(self, request: Request, view: Any) -> tuple[str, Any]:
        """The name of the rate, and who is counted."""
        key_id = view.caller.key_id
        return ("key", key_id) if key_id else ("address", self.get_ident(request))

    def wait(self) -> float:
        return self.left


class FormThrottle(CallerThrottle):
    """Counts what strangers send from each address, without keeping the address itself.

    Whoever shows a key sends for visitors of its own, and is counted by its key alone.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        self.headers = {}
        return view.caller.key_id is not None or super().allow_request(request, view)

    def counted(self, request: Request, view: Any) -> tuple[str, Any]:
        return "form", salted_hmac("form-throttle", self.get_ident(request)).hexdigest()


def count_one(key: str, seconds: int) -> int:
    """The number of calls with this key so far.

    A cache of files that is full throws out any entry, even the one just made: the count then begins anew.
    """
    for _ in range(2):
        with suppress(ValueError):  # there is no such count yet
            return cache.incr(key)
        cache.add(key, 0, timeout=seconds)
    return 1
