"""Mastodon: one status an article, found again by the marker in its link."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from integrations.channels import posted_pictures
from integrations.channels.answers import RefusalError
from integrations.channels.base import (
    Account,
    Capabilities,
    Channel,
    Message,
    Outcome,
    Payload,
    Presence,
    Send,
    Sighting,
    Verdict,
    as_json,
)
from integrations.channels.marked_links import is_marked
from integrations.channels.mastodon_answers import classify, links_of, web_address
from integrations.channels.mastodon_pictures import as_sent, have_picture
from integrations.channels.mastodon_requests import (
    api_request,
    ask,
    lacking_scopes,
    longest_status,
    own_number,
    statuses,
)
from integrations.channels.mastodon_settings import SETTINGS, most_characters, problems_of
from integrations.channels.mastodon_text import counted_pieces
from integrations.channels.post_text import post_link, post_text
from integrations.channels.weighted_text import weight_of

SCOPES = ("read:accounts", "read:statuses", "write:statuses", "write:media")
CLOCK_SKEW = timedelta(minutes=1)  # a server dates a status by its own clock


class Mastodon(Channel):
    """Mastodon recognises a status that is sent again with the same Idempotency-Key, within limits.

    It remembers the key for one hour, and from the moment the status stands (its PostStatusService): a repetition
    that overtakes the first request, or comes later, would be a second post. So a status whose outcome is unknown is
    looked for before it is sent again. The key is sent all the same: it catches a request that took effect later
    than anybody expects.

    An access token does not end by itself, and there is nothing to renew it with.
    """

    name = "mastodon"
    label = "Mastodon"
    capabilities = Capabilities(
        repeatable=False, looks_up=True, updates=True, replies=True, retracts=True, announces=True, concurrency=1
    )
    settings = SETTINGS

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        return problems_of(config, secret)

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        content = self._status(message.share, message, config, marker)
        return as_payload({**content, **posted_pictures.picture_in(message.share or {}, config)}, marker)

    def revise(self, message: Message, config: Mapping[str, Any], marker: str, former: Payload) -> Payload:
        """New words and another picture. Who may see a status stays: Mastodon lets nobody change that."""
        content = json.loads(self.compose(message, config, marker).body)
        return as_payload({**content, "visibility": json.loads(former.body)["visibility"]}, marker)

    def compose_reply(self, message: Message, config: Mapping[str, Any], marker: str, remote_id: str) -> Payload:
        """What is new in the page, in its editors' words; where they give none, what a post would say."""
        news = (message.share or {}).get("what_changed")
        share = {**message.share, "text": {self.name: news}} if message.share and news else message.share
        return as_payload({**self._status(share, message, config, marker), "in_reply_to_id": remote_id}, marker)

    def _status(
        self, share: Mapping[str, Any] | None, message: Message, config: Mapping[str, Any], marker: str
    ) -> dict[str, Any]:
        if share is None:
            raise ValueError("Nothing of this document may be shared")
        link = post_link(share.get("url") or message.url, config, marker)
        text = post_text(share, self.name, link, config, most_characters(config), counted_pieces)
        language = (share.get("locale") or "").partition("-")[0]
        told = {"status": text, "visibility": config.get("visibility") or "public", "language": language}
        return {name: value for name, value in told.items() if value}

    def preview(self, payload: Payload) -> str:
        return posted_pictures.preview(payload)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        key, body = idempotency_key(payload), as_sent(payload, account)
        request = api_request("POST", "/api/v1/statuses", account, body, idempotency_key=key)
        return classify(send(request), account.now, creates=True)

    def length(self, text: str, config: Mapping[str, Any]) -> tuple[int, int]:
        return weight_of(text, counted_pieces), most_characters(config)

    def settle_seconds(self, config: Mapping[str, Any]) -> float | None:
        seconds = config.get("settle_seconds")
        return float(seconds) if seconds else None

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Take up a token that a person has given since, and upload the picture."""
        held, account.secret = account.secret.get("access_token"), account.load_secret()
        if account.renew and account.secret.get("access_token") == held:
            return Verdict(Outcome.AUTH_REVOKED, "Mastodon does not accept the access token: give a new one")
        return have_picture(account, send)

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        try:
            for status in statuses(account, since - CLOCK_SKEW, send):
                if any(is_marked(link, marker) for link in links_of(status)):
                    return Sighting(Presence.FOUND, status["id"], web_address(status))
        except RefusalError as refusal:
            expired = refusal.verdict.outcome is Outcome.AUTH_EXPIRED
            return Sighting(Presence.UNKNOWN, detail=refusal.verdict.detail, expired=expired)
        return Sighting(Presence.ABSENT)

    def update(self, remote_id: str, payload: Payload, account: Account, send: Send) -> Verdict:
        """Replace words and picture of a status; a picture that is not named would be removed."""
        content = {"media_ids": [], **json.loads(as_sent(payload, account))}
        del content["visibility"]
        request = api_request("PUT", f"/api/v1/statuses/{remote_id}", account, as_json(content))
        return classify(send(request), account.now)

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        """Delete a status. Of one that is another account's Mastodon says the same as of one that is gone."""
        try:
            ask(api_request("DELETE", f"/api/v1/statuses/{remote_id}", account), account, send)
        except RefusalError as refusal:
            return self._gone(account, send) if refusal.missing else refusal.verdict
        return Verdict(Outcome.OK, "Taken back")

    def _gone(self, account: Account, send: Send) -> Verdict:
        try:
            own_number(account, send)
        except RefusalError as refusal:
            return refusal.verdict
        return Verdict(Outcome.OK, "It was gone already")

    def probe(self, account: Account, send: Send) -> Verdict:
        try:
            own_number(account, send)
            lacking = lacking_scopes(SCOPES, account, send)
            most = longest_status(account, send)
        except RefusalError as refusal:
            return refusal.verdict
        if lacking:
            return Verdict(Outcome.PERMISSION, f"The application lacks {' and '.join(lacking)}")
        if most and most < most_characters(account.config):
            return Verdict(Outcome.REJECTED, f"The server takes no more than {most} characters")
        return Verdict(Outcome.OK)


def as_payload(content: Mapping[str, Any], marker: str) -> Payload:
    """The bytes of a status, and its words for a person to read."""
    return Payload(as_json(content), "application/json", content["status"], marker)


def idempotency_key(payload: Payload) -> str:
    """What a repetition of this very post is known by: other words under the same key would be lost in silence."""
    return f"{payload.marker}-{sha256(payload.body).hexdigest()[:16]}"
