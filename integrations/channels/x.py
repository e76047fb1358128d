"""X (formerly Twitter), API v2: one post an article, found again by the marker in its link."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from integrations.channels import posted_pictures, x_prices
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
    Setting,
    Sighting,
    Verdict,
    as_json,
    url_problem,
)
from integrations.channels.marked_links import is_marked
from integrations.channels.post_text import SETTINGS, post_link, post_text, text_problems
from integrations.channels.weighted_text import MAX_WEIGHT, weighted_length, weighted_pieces
from integrations.channels.x_answers import classify
from integrations.channels.x_connection import XConnection
from integrations.channels.x_pictures import as_sent, have_picture
from integrations.channels.x_requests import API, WEB, api_request, ask, post_url, timeline
from integrations.channels.x_tokens import have_tokens

FORMS = {
    "link": "A link, of which X makes a card",
    "picture": "The page's picture with its alternative text, and the link in the words",
}
CLOCK_SKEW = timedelta(minutes=1)  # X dates a post by its own clock


class X(Channel):
    """X has no idempotency key: a post whose outcome is unknown is never sent again, it is looked for.

    Beside its settings the secret holds `expires_at`: when the access token ends, in seconds since 1970.
    """

    name = "x"
    label = "X"
    capabilities = Capabilities(
        repeatable=False, looks_up=True, replies=True, retracts=True, announces=True, concurrency=1
    )
    settings = (
        Setting(
            name="user_id",
            label="Account number",
            help="Digits only; not the @name. Connecting the account fills it in.",
            required=False,
        ),
        Setting(
            name="base_url", label="API address", default=API, help="Another one only for a stand-in.", address=True
        ),
        Setting(name="web_url", label="Web address", default=WEB, help="Where people see the posts."),
        Setting(
            name="settle_seconds",
            label="Longest silence",
            help="Seconds after which an unanswered request surely has no effect any more. X does not say: leave it "
            "empty, and a person decides about posts whose outcome is unknown.",
            required=False,
        ),
        Setting(name="posts_as", label="Posts are", choices=tuple(FORMS.items()), default="link"),
        *SETTINGS,
        *x_prices.SETTINGS,
        Setting(name="client_id", label="Client ID", secret=True),
        Setting(name="client_secret", label="Client secret", secret=True, required=False),
        Setting(name="access_token", label="Access token", help="Connecting fills it in.", secret=True, required=False),
        Setting(
            name="refresh_token",
            label="Refresh token",
            help="Connecting fills it in. Works once; renewed by itself.",
            secret=True,
            required=False,
        ),
    )
    connection = XConnection()
    bills = True

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        problems = {**text_problems(config), **x_prices.price_problems(config)}
        if not str(config.get("user_id") or ("" if secret.get("access_token") else "0")).isdecimal():
            problems["user_id"] = "Give the account's number (digits only), not its @name."
        if config.get("posts_as", "link") not in FORMS:
            problems["posts_as"] = "Choose one of the list."
        for name in ("base_url", "web_url"):
            if problem := url_problem(config.get(name) or API):
                problems[name] = problem
        if not str(config.get("settle_seconds") or "0").isdecimal():
            problems["settle_seconds"] = "Give whole seconds, or leave it empty."
        if not secret.get("client_id"):
            problems["client_id"] = "Give the client ID of your app on X."
        return problems

    def accept_secret(self, kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """A new access token does not end when the former one did: until X says so, it is taken to be good."""
        ends_with_token = {"expires_at"} if "access_token" in given else set()
        return {**{name: kept[name] for name in kept.keys() - ends_with_token}, **given}

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        if message.share is None:
            raise ValueError("Nothing of this document may be shared")
        text = self._text(message.share, message, config, marker)
        return as_payload({"text": text, **posted_pictures.picture_in(message.share, config)}, marker)

    def compose_reply(self, message: Message, config: Mapping[str, Any], marker: str, remote_id: str) -> Payload:
        """What is new in the page, in its editors' words; where they give none, what a post would say."""
        if message.share is None:
            raise ValueError("Nothing of this document may be shared")
        news = message.share.get("what_changed")
        share = {**message.share, "text": {self.name: news}} if news else message.share
        text = self._text(share, message, config, marker)
        return as_payload({"text": text, "reply": {"in_reply_to_tweet_id": remote_id}}, marker)

    def _text(self, share: Mapping[str, Any], message: Message, config: Mapping[str, Any], marker: str) -> str:
        link = post_link(share.get("url") or message.url, config, marker)
        return post_text(share, self.name, link, config, MAX_WEIGHT, weighted_pieces)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        request = api_request("POST", "/2/tweets", account, as_sent(payload, account))
        verdict = classify(send(request), account.now, creates=True)
        return replace(verdict, remote_url=post_url(account, verdict.remote_id)) if verdict.remote_id else verdict

    def price(self, payload: Payload, config: Mapping[str, Any]) -> Decimal:
        return x_prices.price(payload.text, config)

    def budget(self, config: Mapping[str, Any]) -> Decimal | None:
        return x_prices.budget(config)

    def length(self, text: str, config: Mapping[str, Any]) -> tuple[int, int]:
        return weighted_length(text), MAX_WEIGHT

    def settle_seconds(self, config: Mapping[str, Any]) -> float | None:
        seconds = config.get("settle_seconds")
        return float(seconds) if seconds else None

    def preview(self, payload: Payload) -> str:
        return posted_pictures.preview(payload)

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Have an access token that lasts, and the picture uploaded; a token that proves expired is renewed once."""
        verdict = have_tokens(account, send)
        if verdict.outcome is not Outcome.OK:
            return verdict
        verdict = have_picture(account, send)
        if verdict.outcome is not Outcome.AUTH_EXPIRED:
            return verdict
        account.renew = True
        renewed = have_tokens(account, send)
        return have_picture(account, send) if renewed.outcome is Outcome.OK else renewed

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        try:
            for post in timeline(account, since - CLOCK_SKEW, send):
                if carries(post, marker):
                    return Sighting(Presence.FOUND, post["id"], post_url(account, post["id"]))
        except RefusalError as refusal:
            expired = refusal.verdict.outcome is Outcome.AUTH_EXPIRED
            return Sighting(Presence.UNKNOWN, detail=refusal.verdict.detail, expired=expired)
        return Sighting(Presence.ABSENT)

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        try:
            answer = ask(api_request("DELETE", f"/2/tweets/{remote_id}", account), account, send)
        except RefusalError as refusal:
            return Verdict(Outcome.OK, "It was gone already") if refusal.missing else refusal.verdict
        if (answer.get("data") or {}).get("deleted"):
            return Verdict(Outcome.OK, "Taken back")
        return Verdict(Outcome.TRANSIENT, "X did not confirm that the post was deleted")

    def probe(self, account: Account, send: Send) -> Verdict:
        try:
            answer = ask(api_request("GET", "/2/users/me", account), account, send)
        except RefusalError as refusal:
            return refusal.verdict
        if (answer.get("data") or {}).get("id") != str(account.config["user_id"]):
            return Verdict(Outcome.PERMISSION, "The token belongs to another account")
        return Verdict(Outcome.OK)


def as_payload(content: Mapping[str, Any], marker: str) -> Payload:
    return Payload(as_json(content), "application/json", content["text"], marker)


def carries(post: Mapping[str, Any], marker: str) -> bool:
    """Whether a link of `post` carries the marker."""
    links = (post.get("entities") or {}).get("urls") or []
    return any(is_marked(link.get("expanded_url") or "", marker) for link in links)
