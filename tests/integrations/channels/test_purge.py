"""What caches are told to drop, and what their answers mean. The answers are those of the services' documentation."""

import json
from dataclasses import replace
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Outcome, Verdict
from integrations.channels.purge_caches import LIMIT
from integrations.http import Request, Response
from tests.integrations.channels.samples import MESSAGE, NOW, Script, account, answer

PURGE = channel("purge")
SECRET = {"token": "hush"}
VARNISH = {"cache": "varnish", "server": "https://www.example.org/"}
FASTLY = {"cache": "fastly", "server": "", "service": "SU1Z0isxPaozGVKXdv0eY"}
CLOUDFLARE = {"cache": "cloudflare", "server": "", "service": "023e105f4ecef8ad9ca31a8372d0c353"}


def sent(config: dict[str, str], given: Response) -> tuple[Request, Verdict]:
    """The request that a purge comes to, and what its answer means."""
    door, payload = Script(given), PURGE.compose(MESSAGE, config, "")
    verdict = PURGE.commit(payload, MESSAGE, account(config, SECRET, NOW), door)
    return door.requests[0], verdict


def test_fastly_is_told_as_it_documents() -> None:
    """https://www.fastly.com/documentation/reference/api/purging/: a purge of several surrogate keys."""
    request, verdict = sent(FASTLY, answer(200, {MESSAGE.cache_keys[0]: "1-1", MESSAGE.cache_keys[1]: "1-2"}))
    assert (request.method, request.url) == ("POST", "https://api.fastly.com/service/SU1Z0isxPaozGVKXdv0eY/purge")
    assert request.headers["fastly-key"] == "hush"
    assert json.loads(request.body) == {"surrogate_keys": list(MESSAGE.cache_keys)}
    assert verdict.outcome is Outcome.OK


def test_cloudflare_is_told_as_it_documents() -> None:
    """https://developers.cloudflare.com/api/resources/cache/methods/purge/: a purge by tags."""
    zone = CLOUDFLARE["service"]
    request, verdict = sent(CLOUDFLARE, answer(200, {"success": True, "errors": [], "result": {"id": zone}}))
    assert request.method == "POST"
    assert request.url == f"https://api.cloudflare.com/client/v4/zones/{zone}/purge_cache"
    assert request.headers["authorization"] == "Bearer hush"
    assert json.loads(request.body) == {"tags": list(MESSAGE.cache_keys)}
    assert verdict.outcome is Outcome.OK


def test_a_success_that_is_none_is_rejected() -> None:
    """Cloudflare says in the body whether it did; of Varnish only what bears its mark is believed."""
    refused = {"success": False, "errors": [{"code": 1016, "message": "Unable to purge."}], "result": None}
    assert sent(CLOUDFLARE, answer(200, refused))[1].outcome is Outcome.REJECTED
    assert sent(VARNISH, answer(200))[1].outcome is Outcome.REJECTED
    assert sent(VARNISH, answer(200, x_purged="3"))[1].outcome is Outcome.OK


@pytest.mark.parametrize(
    "status, outcome",
    [
        (400, Outcome.REJECTED),
        (401, Outcome.AUTH_REVOKED),
        (403, Outcome.AUTH_REVOKED),
        (405, Outcome.REJECTED),
        (429, Outcome.RATE_LIMITED),
        (503, Outcome.TRANSIENT),
    ],
)
@pytest.mark.parametrize("config", [VARNISH, FASTLY, CLOUDFLARE], ids=lambda config: config["cache"])
def test_refusals(config: dict[str, str], status: int, outcome: Outcome) -> None:
    """A token that may not purge pauses the destination; what passes is tried again when the cache wants."""
    verdict = sent(config, answer(status, retry_after="9"))[1]
    assert verdict.outcome is outcome
    assert verdict.retry_after == (9 if outcome in {Outcome.RATE_LIMITED, Outcome.TRANSIENT} else None)


def test_many_changes_are_few_requests() -> None:
    """Each key once, as many in a request as every cache takes."""
    messages = [replace(MESSAGE, cache_keys=(f"doc-{number}", "list-articles")) for number in range(100)]
    gathered = [part.cache_keys for part in PURGE.gather(messages)]
    assert [len(keys) for keys in gathered] == [LIMIT, LIMIT, LIMIT, 11]
    assert len({key for keys in gathered for key in keys}) == 101


@pytest.mark.parametrize(
    "config, secret, named",
    [
        ({"cache": "nginx"}, SECRET, {"cache"}),
        ({"cache": "varnish", "server": ""}, SECRET, {"server"}),
        ({"cache": "fastly", "service": "../purge_all"}, SECRET, {"service"}),
        ({**FASTLY, "server": "ftp://x"}, {"token": "a\nb"}, {"server", "token"}),
    ],
)
def test_settings_that_lead_nowhere_are_named(config: dict[str, Any], secret: dict[str, Any], named: set[str]) -> None:
    """Varnish needs an address, the others an id that stays in its place; a token is one line."""
    assert PURGE.validate(config, secret).keys() == named
