"""What Mastodon's answers mean."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from integrations.channels.answers import RefusalError, json_object, whole_json
from integrations.channels.base import Outcome, Verdict
from integrations.http import Response

RATE_WINDOW = 5 * 60  # seconds; Mastodon counts most requests in windows of five minutes
DAY = 24 * 60 * 60

BY_STATUS = {
    401: Outcome.AUTH_EXPIRED,
    403: Outcome.PERMISSION,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
}


def classify(response: Response, now: datetime, *, creates: bool = False) -> Verdict:
    """What an answer means.

    A refusal with a 4xx status surely left no trace: Mastodon checks before it writes. Of a request that creates
    something, every other failure leaves its outcome unknown.

    Args:
        now: the time of the attempt, for limits that Mastodon dates.
        creates: the request makes something visible and must not be repeated blindly.
    """
    status, answer = response.status, json_object(response)
    if 200 <= status < 300:
        return Verdict(Outcome.OK, remote_id=str(answer.get("id") or ""), remote_url=web_address(answer))
    refused = 400 <= status < 500 and status != 408
    lasting = Outcome.UNKNOWN if creates else Outcome.TRANSIENT
    outcome = BY_STATUS.get(status, Outcome.REJECTED) if refused else lasting
    wait = seconds_until_reset(response, now) if outcome is Outcome.RATE_LIMITED else None
    return Verdict(outcome, f"Mastodon answered {status}: {wording(answer) or 'no reason given'}", wait)


def complete_answer(response: Response, now: datetime) -> Any:
    """The JSON of a success that arrived whole.

    Raises:
        RefusalError: it is no success, or not whole.
    """
    verdict = classify(response, now)
    if verdict.outcome is not Outcome.OK:
        raise RefusalError(verdict, response.status, missing=response.status == 404)
    answer = whole_json(response)
    if answer is None:
        raise RefusalError(Verdict(Outcome.TRANSIENT, "Mastodon's answer is cut short or no JSON"), response.status)
    return answer


def seconds_until_reset(response: Response, now: datetime) -> float:
    """How long a limit lasts, by the date that Mastodon gives; one window where it gives none that makes sense."""
    try:
        reset = datetime.fromisoformat(response.header("x-ratelimit-reset"))
    except ValueError:
        return float(RATE_WINDOW)
    wait = (reset if reset.tzinfo else reset.replace(tzinfo=UTC)) - now
    return wait.total_seconds() if 0 < wait.total_seconds() <= DAY else float(RATE_WINDOW)


def wording(answer: Mapping[str, Any]) -> str:
    """The problem in Mastodon's own words."""
    said = (answer.get("error"), answer.get("error_description"))
    return "; ".join(dict.fromkeys(str(words) for words in said if words))[:300]


def web_address(status: Mapping[str, Any]) -> str:
    """Where a person can see a status; empty where the answer names no address on the web."""
    address = str(status.get("url") or "")
    return address if address.startswith(("https://", "http://")) else ""


def links_of(status: Mapping[str, Any]) -> Iterator[str]:
    """Where a status leads: the addresses behind its text."""
    yield from Links(status.get("content") or "").found


class Links(HTMLParser):
    """The addresses that a piece of HTML links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if (tag, name) == ("a", "href") and value]
