"""Caches in front of the API and the feeds, told which of their copies are stale."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from integrations.channels.base import (
    Account,
    Capabilities,
    Channel,
    Message,
    Payload,
    Send,
    Setting,
    Verdict,
    url_problem,
)
from integrations.channels.purge_caches import CACHES, DEFAULT, LIMIT, cache_of, classify, purge_request


class Purge(Channel):
    """The cache drops at once whatever bears one of the keys; whoever asks next gets it anew.

    Nothing stale is served meanwhile, not even where the answer allowed it (`stale-while-revalidate`): advice that was
    withdrawn must not come back once more.
    """

    name = "purge"
    label = "Cache"
    capabilities = Capabilities(repeatable=True, pings=True)
    settings = (
        Setting(
            name="cache",
            label="Kind",
            choices=tuple((name, cache.label) for name, cache in CACHES.items()),
            default=DEFAULT,
        ),
        Setting(
            name="server",
            label="Address",
            help="Of Varnish, such as https://www.example.org/. Fastly and Cloudflare have their own: leave it empty.",
            address=True,
            required=False,
        ),
        Setting(name="service", label="Service or zone", help="Its id at Fastly or Cloudflare.", required=False),
        Setting(
            name="token",
            label="Token",
            help="May purge, and nothing else. For Varnish the key that its configuration asks for.",
            secret=True,
        ),
    )

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        if config.get("cache", DEFAULT) not in CACHES:
            return {"cache": f"Choose one of: {', '.join(CACHES)}."}
        cache, server, token = cache_of(config), config.get("server", ""), secret.get("token", "")
        problems = {
            "server": url_problem(server) if server or not cache.server else "",
            "service": "Give its id." if cache.needs_service and not config.get("service", "").isalnum() else "",
            "token": "" if token.isascii() and token.isprintable() and token else "Give the token.",
        }
        return {name: problem for name, problem in problems.items() if problem}

    def gather(self, messages: Sequence[Message]) -> Iterable[Message]:
        keys = tuple(dict.fromkeys(key for message in messages for key in message.cache_keys))
        for start in range(0, len(keys), LIMIT):
            yield replace(messages[0], cache_keys=keys[start : start + LIMIT])

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        body = json.dumps({cache_of(config).member: message.cache_keys}).encode()
        return Payload(body, "application/json", f"Drop: {' '.join(message.cache_keys)}")

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        request = purge_request(payload, account.config, account.secret["token"])
        return classify(send(request), cache_of(account.config), account.now)
