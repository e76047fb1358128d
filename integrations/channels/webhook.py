"""Webhooks to any endpoint, as the Standard Webhooks specification asks."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

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
from integrations.signing import new_secret, signed_headers

PAYLOADS = {
    "thin": "Thin: says what changed; the receiver fetches it",
    "full": "Full: carries the whole document",
}


class Webhook(Channel):
    """One POST a change. It carries an id, so that a receiver can drop what it has already: repeating is safe.

    Config: `url`; `payload`, one of PAYLOADS ("thin" when left out).
    Secret: `signing_secrets`, a list of `whsec_…`: the current one, and while it is being changed the former.
    """

    name = "webhook"
    label = "Webhook"
    capabilities = Capabilities(repeatable=True)
    settings = (
        Setting(
            name="url",
            label="Address",
            help="Where each change is posted; https, and reachable from outside.",
            address=True,
        ),
        Setting(name="payload", label="Payload", choices=tuple(PAYLOADS.items()), default="thin"),
    )

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        problems = {}
        if problem := url_problem(config.get("url", "")):
            problems["url"] = problem
        if config.get("payload", "thin") not in PAYLOADS:
            problems["payload"] = f"Choose one of: {', '.join(PAYLOADS)}."
        if not secret.get("signing_secrets"):
            problems["signing_secrets"] = "A webhook needs at least one signing secret."
        return problems

    def issue_secret(self, former: Mapping[str, Any]) -> dict[str, Any]:
        return {"signing_secrets": [new_secret(), *former.get("signing_secrets", [])[:1]]}

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        data = thin_data(message)
        if config.get("payload") == "full" and message.document is not None:
            data["document"] = message.document
        content = {"type": f"document.{message.action}", "timestamp": rfc3339(message.occurred_at), "data": data}
        body = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        return Payload(body=body, content_type="application/json")

    def preview(self, payload: Payload) -> str:
        return json.dumps(json.loads(payload.body), indent=2, ensure_ascii=False)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        headers = {
            "content-type": payload.content_type,
            "user-agent": "Meridian-Webhooks/1",
            **signed_headers(message.id, account.now, payload.body, account.secret["signing_secrets"]),
        }
        return classify(send(Request("POST", account.config["url"], headers, payload.body)), account.now)


def thin_data(message: Message) -> dict[str, Any]:
    """What every webhook says: which document, which version of it, where it is, and this destination's place."""
    return {
        "uid": message.uid,
        "kind": message.kind,
        "type": message.type,
        "path": message.path,
        "previous_path": message.previous_path,
        "url": message.url,
        "version": message.version,
        "etag": message.etag,
        "cause": message.cause,
        "occurred_at": rfc3339(message.occurred_at),
        "cursor": message.cursor,
        "previous_cursor": message.previous_cursor,
    }


def classify(response: Response, now: datetime) -> Verdict:
    """What an answer means, after Standard Webhooks: any 2xx is received, 410 ends it, all else is tried again."""
    status, wait = response.status, retry_after(response, now)
    if 200 <= status < 300:
        return Verdict(Outcome.OK, f"Received with {status}")
    if status == 410:
        return Verdict(Outcome.GONE, "The receiver answered 410: it asks not to be called again")
    if status == 429 or (status == 503 and wait is not None):
        return Verdict(Outcome.RATE_LIMITED, f"The receiver answered {status}: not so fast", retry_after=wait)
    if 300 <= status < 400:
        return Verdict(Outcome.TRANSIENT, f"The receiver answered {status}; redirects are not followed", wait)
    return Verdict(Outcome.TRANSIENT, f"The receiver answered {status}", retry_after=wait)


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds asked for in `Retry-After` (RFC 9110: seconds or a date); None when absent or not understood."""
    value = response.header("retry-after").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
