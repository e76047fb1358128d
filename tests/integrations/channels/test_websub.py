"""What a WebSub hub is told, and what its answers mean."""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from integrations.channels import channel
from integrations.channels.base import Outcome
from integrations.channels.websub import classify
from tests.integrations.channels.samples import CONFIGS, MESSAGE, NOW, SECRETS, Script, account, answer

WEBSUB = channel("websub")
FEED = MESSAGE.feeds[0]


def test_a_ping_names_its_feed_in_both_ways() -> None:
    """Hubs of either age understand it: the old ones read hub.url, the young ones hub.topic."""
    door, payload = Script(answer(202)), WEBSUB.compose(MESSAGE, CONFIGS["websub"], "")
    WEBSUB.commit(payload, MESSAGE, account(CONFIGS["websub"], SECRETS["websub"], NOW), door)
    (request,) = door.requests
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(request.body.decode()) == [("hub.mode", "publish"), ("hub.url", FEED), ("hub.topic", FEED)]


def test_every_feed_has_a_ping_of_its_own() -> None:
    """Messages about two feeds come to two, however many they are."""
    told = [WEBSUB.compose(part, CONFIGS["websub"], "").text for part in WEBSUB.gather([MESSAGE, MESSAGE])]
    assert told == [f"Look again: {feed}" for feed in MESSAGE.feeds]


def test_what_is_in_no_feed_is_no_ping() -> None:
    """It comes to nothing, and there is nothing to compose."""
    silent = replace(MESSAGE, feeds=())
    assert list(WEBSUB.gather([silent])) == []
    with pytest.raises(ValueError, match="no feed"):
        WEBSUB.compose(silent, CONFIGS["websub"], "")


@pytest.mark.parametrize(
    "status, outcome",
    [
        (200, Outcome.OK),
        (202, Outcome.OK),
        (204, Outcome.OK),
        (400, Outcome.REJECTED),
        (403, Outcome.REJECTED),
        (404, Outcome.TRANSIENT),
        (429, Outcome.RATE_LIMITED),
        (503, Outcome.TRANSIENT),
    ],
)
def test_answers_of_a_hub(status: int, outcome: Outcome) -> None:
    """What a hub refuses it will refuse again; the rest may pass, and is as late as the hub asks."""
    verdict = classify(answer(status, retry_after="7"), NOW)
    assert verdict.outcome is outcome
    assert verdict.retry_after == (7 if outcome in {Outcome.TRANSIENT, Outcome.RATE_LIMITED} else None)
