"""WebSub hubs, told which feeds have changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations.channels.answers import retry_after
from integrations.channels.base import (
    Account,
    Capabilities,
    Channel,
    Message,
    Outcome,
    Payload,
    Send,
    Setting,
    Verdict,
    url_problem,
)
from integrations.http import Request, Response

REFUSALS = frozenset({400, 401, 403, 405, 422})


class WebSub(Channel):
    """A hub fetches the feed it is told of and pushes what is new to everybody who has subscribed there.

    How a publisher tells a hub is left open by the recommendation (https://www.w3.org/TR/websub/). Older hubs read
    `hub.url` (PubSubHubbub 0.3, section 7.1), younger ones `hub.topic`: they get both. Not every hub reads more than
    the first of several, so each feed has a request of its own.
    """

    name = "websub"
    label = "WebSub hub"
    capabilities = Capabilities(repeatable=True, pings=True, gather_seconds=5)
    settings = (
        Setting(
            name="hub",
            label="Hub",
            help="Its address. It is told of every public change, and every feed it is told of names it.",
            address=True,
        ),
    )

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        problem = url_problem(config.get("hub", ""))
        return {"hub": problem} if problem else {}

    def gather(self, messages: Sequence[Message]) -> Iterable[Message]:
        touched = {feed: message for message in reversed(messages) for feed in message.feeds}
        return (replace(message, feeds=(feed,)) for feed, message in touched.items())

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        if not message.feeds:
            raise ValueError("This is in no feed")
        feed = message.feeds[0]
        body = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed})
        return Payload(body.encode(), "application/x-www-form-urlencoded", f"Look again: {feed}")

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        headers = {"content-type": payload.content_type}
        return classify(send(Request("POST", account.config["hub"], headers, payload.body)), account.now)


def classify(response: Response, now: datetime) -> Verdict:
    """What an answer means: any 2xx is heard; a hub that refuses will refuse again; all else passes."""
    status, wait = response.status, retry_after(response, now)
    if 200 <= status < 300:
        return Verdict(Outcome.OK, f"The hub has heard it: {status}")
    if status in REFUSALS:
        return Verdict(Outcome.REJECTED, f"The hub answered {status}: it does not take this ping")
    outcome = Outcome.RATE_LIMITED if status == 429 else Outcome.TRANSIENT
    return Verdict(outcome, f"The hub answered {status}", retry_after=wait)
