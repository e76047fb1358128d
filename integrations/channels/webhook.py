"""Webhooks to any endpoint, as the Standard Webhooks specification asks."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

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
from integrations.channels.extra_headers import header_problem, parsed
from integrations.http import Request, Response
from integrations.signing import PRIVATE_PREFIX, new_private_key, new_secret, signed_headers

PAYLOADS = {
    "thin": "Thin: says what changed; the receiver fetches it",
    "full": "Full: carries the whole document",
}
SIGNATURES = {
    "v1": "v1: with a secret that both sides know",
    "v1a": "v1a: with a key pair, of which the receiver knows the public key (Ed25519)",
    "both": "Both",
}
NO_HEADERS = "none"


class Webhook(Channel):
    """One POST a change. It carries an id, so that a receiver can drop what it has already: repeating is safe.

    Config: `url`; `payload`, one of PAYLOADS ("thin" when left out); `signature`, one of SIGNATURES ("v1" when left
    out); `headers`, lines.
    Secret: `signing_secrets`, a list of `whsec_…` and `whsk_…`: of each kind the current one, and while it is being
    changed the former; `secret_headers`, lines.
    """

    name = "webhook"
    label = "Webhook"
    capabilities = Capabilities(repeatable=True, keeps_copy=True)
    settings = (
        Setting(
            name="url",
            label="Address",
            help="Where each change is posted; https, and reachable from outside.",
            address=True,
        ),
        Setting(name="payload", label="Payload", choices=tuple(PAYLOADS.items()), default="thin"),
        Setting(name="signature", label="Signature", choices=tuple(SIGNATURES.items()), default="v1"),
        Setting(
            name="headers",
            label="More headers",
            help="One a line, as in “X-Team: content”.",
            required=False,
            lines=True,
        ),
        Setting(
            name="secret_headers",
            label="Secret headers",
            help=f"The same for keys, as in “Authorization: Bearer …”. “{NO_HEADERS}” removes them.",
            secret=True,
            required=False,
            lines=True,
        ),
    )

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        problems = {}
        if problem := url_problem(config.get("url", "")):
            problems["url"] = problem
        if config.get("payload", "thin") not in PAYLOADS:
            problems["payload"] = f"Choose one of: {', '.join(PAYLOADS)}."
        if not secret.get("signing_secrets"):
            problems["signing_secrets"] = "A webhook needs at least one signing secret."
        elif not signing_keys(config, secret):
            problems["signature"] = "Issue a new signing secret first: it comes with a key pair."
        headers = {
            "headers": header_problem(config.get("headers", ""), secret=False),
            "secret_headers": header_problem(secret.get("secret_headers", ""), secret=True),
        }
        return problems | {name: fault for name, fault in headers.items() if fault}

    def issue_secret(self, former: Mapping[str, Any]) -> dict[str, Any]:
        shared, private = keys_by_kind(former)
        return {**former, "signing_secrets": [new_secret(), *shared[:1], new_private_key(), *private[:1]]}

    def without_former(self, secret: Mapping[str, Any]) -> dict[str, Any]:
        shared, private = keys_by_kind(secret)
        return {**secret, "signing_secrets": [*shared[:1], *private[:1]]}

    def accept_secret(self, kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        accepted = super().accept_secret(kept, given)
        if accepted.get("secret_headers", "").strip().lower() == NO_HEADERS:
            del accepted["secret_headers"]
        return accepted

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        data = thin_data(message)
        if config.get("payload") == "full" and message.document is not None:
            data["document"] = message.document
        content = {"type": f"document.{message.action}", "timestamp": rfc3339(message.occurred_at), "data": data}
        body = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        return Payload(body=body, content_type="application/json")

    def preview(self, payload: Payload) -> str:
        return json.dumps(json.loads(payload.body), indent=2, ensure_ascii=False)

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Make known what no report may show: the values alone, and without the word before a token."""
        values = parsed(account.secret.get("secret_headers", ""), secret=True).values()
        account.secret = {**account.secret, "sent": [*values, *(value.partition(" ")[2] for value in values)]}
        return Verdict(Outcome.OK)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        keys = signing_keys(account.config, account.secret)
        headers = {
            **parsed(account.config.get("headers", ""), secret=False),
            **parsed(account.secret.get("secret_headers", ""), secret=True),
            "content-type": payload.content_type,
            "user-agent": "Meridian-Webhooks/1",
            **signed_headers(message.id, account.now, payload.body, keys),
        }
        return classify(send(Request("POST", account.config["url"], headers, payload.body)), account.now)


def keys_by_kind(secret: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The shared secrets and the private keys, the current one of each first."""
    keys: Sequence[str] = secret.get("signing_secrets", ())
    private = [key for key in keys if key.startswith(PRIVATE_PREFIX)]
    return [key for key in keys if key not in private], private


def signing_keys(config: Mapping[str, Any], secret: Mapping[str, Any]) -> list[str]:
    """With which keys a message is signed, as the destination chose."""
    shared, private = keys_by_kind(secret)
    return {"v1": shared, "v1a": private, "both": shared + private}.get(config.get("signature", "v1"), [])


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


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
