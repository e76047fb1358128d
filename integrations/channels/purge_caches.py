"""The kinds of caches that drop answers by key, and how each is asked to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integrations.channels.answers import json_object, retry_after
from integrations.channels.base import Outcome, Payload, Verdict
from integrations.http import Request, Response

# How many keys one request names: Cloudflare takes thirty on every plan, Fastly 256.
LIMIT = 30


@dataclass(frozen=True, kw_only=True)
class Cache:
    """One kind.

    Args:
        label: what people call it.
        address: where it is asked; with the destination's own `server` and `service`.
        server: of its makers; empty where everybody runs their own.
        member: of the JSON object in the request's body that lists the keys.
        login_header, login_form: how the token is shown.
        method: the HTTP verb.
        proof: the header without which an answer did not come from the cache; empty where only it can answer.
    """

    label: str
    address: str
    server: str = ""
    member: str
    login_header: str
    login_form: str = "{}"
    method: str = "POST"
    proof: str = ""

    @property
    def needs_service(self) -> bool:
        return "{service}" in self.address


CACHES = {
    # Our own agreement with its configuration: docs/caching.md.
    "varnish": Cache(
        label="Varnish with xkey",
        address="{server}",
        member="keys",
        login_header="x-purge-token",
        method="PURGE",
        proof="x-purged",
    ),
    # https://www.fastly.com/documentation/reference/api/purging/
    "fastly": Cache(
        label="Fastly",
        address="{server}/service/{service}/purge",
        server="https://api.fastly.com",
        member="surrogate_keys",
        login_header="fastly-key",
    ),
    # https://developers.cloudflare.com/api/resources/cache/methods/purge/
    "cloudflare": Cache(
        label="Cloudflare",
        address="{server}/client/v4/zones/{service}/purge_cache",
        server="https://api.cloudflare.com",
        member="tags",
        login_header="authorization",
        login_form="Bearer {}",
    ),
}
DEFAULT = "varnish"


def cache_of(config: Mapping[str, Any]) -> Cache:
    """The kind that a destination is of.

    Raises:
        KeyError: there is no such kind.
    """
    return CACHES[config.get("cache", DEFAULT)]


def purge_request(payload: Payload, config: Mapping[str, Any], token: str) -> Request:
    """The request that asks a cache to drop the keys of a payload; Varnish reads them from a header."""
    cache = cache_of(config)
    server = (config.get("server") or cache.server).rstrip("/")
    address = cache.address.format(server=server, service=config.get("service", ""))
    keys = json.loads(payload.body)[cache.member]
    named = {"xkey-purge": " ".join(keys)} if cache.method == "PURGE" else {}
    headers = {"content-type": payload.content_type, cache.login_header: cache.login_form.format(token), **named}
    return Request(cache.method, address, headers, payload.body)


def classify(response: Response, cache: Cache, now: datetime) -> Verdict:
    """What an answer means: certain is only what the cache itself has said."""
    status = response.status
    if 200 <= status < 300:
        return _dropped(response, cache)
    if status in {401, 403}:
        return Verdict(Outcome.AUTH_REVOKED, f"The cache answered {status}: give a token that may purge")
    if status in {400, 404, 405}:
        return Verdict(Outcome.REJECTED, f"The cache answered {status}: look at the destination's settings")
    outcome = Outcome.RATE_LIMITED if status == 429 else Outcome.TRANSIENT
    return Verdict(outcome, f"The cache answered {status}", retry_after=retry_after(response, now))


def _dropped(response: Response, cache: Cache) -> Verdict:
    if cache.proof and not response.header(cache.proof):
        return Verdict(Outcome.REJECTED, f"There is no {cache.proof} in the answer: it did not come from the cache")
    if json_object(response).get("success") is False:
        return Verdict(Outcome.REJECTED, "The cache says that it did not succeed")
    return Verdict(Outcome.OK, f"Dropped: {response.status}")
