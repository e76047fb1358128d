"""A Facebook Page, through Meta's Graph API: one post an article, found again by the marker in its link."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from integrations.channels.answers import RefusalError, final_answer
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
from integrations.channels.facebook_answers import classify, complete_answer, usage_warning
from integrations.channels.facebook_connection import FacebookConnection
from integrations.channels.facebook_requests import (
    API,
    WEB,
    api_request,
    ask,
    debug_request,
    post_url,
    proof,
    published_posts,
)
from integrations.channels.marked_links import is_marked
from integrations.channels.post_text import SETTINGS, post_link, post_text, text_problems

FORMS = {
    "link": "A link, of which Facebook makes a preview",
    "photo": "The page's picture, with the link in its caption",
}
SCOPES = {"pages_manage_posts", "pages_read_engagement"}
LONGEST_TEXT = 63_206  # characters
LINK = re.compile(r"https?://\S+")
CLOCK_SKEW = timedelta(minutes=1)  # Facebook dates a post by its own clock


class Facebook(Channel):
    """Facebook has no idempotency key: a post whose outcome is unknown is never sent again, it is looked for.

    A Page's access token does not end by itself, and there is nothing to renew it with: when Facebook stops
    accepting it, a person connects the Page again.
    """

    name = "facebook"
    label = "Facebook Page"
    capabilities = Capabilities(
        repeatable=False, looks_up=True, updates=True, retracts=True, announces=True, concurrency=1
    )
    settings = (
        Setting(
            name="page_id", label="Page number", help="Digits only. Connecting the Page fills it in.", required=False
        ),
        Setting(name="posts_as", label="Posts are", choices=tuple(FORMS.items()), default="link"),
        Setting(name="app_id", label="App number", help="Digits only; the app that the access token was given to."),
        Setting(
            name="base_url", label="API address", default=API, help="Another one only for a stand-in.", address=True
        ),
        Setting(name="web_url", label="Web address", default=WEB, help="Where people see the posts."),
        Setting(
            name="settle_seconds",
            label="Longest silence",
            help="Seconds after which an unanswered request surely has no effect any more. Facebook does not say: "
            "leave it empty, and a person decides about posts whose outcome is unknown.",
            required=False,
        ),
        *SETTINGS,
        Setting(name="app_secret", label="App secret", secret=True),
        Setting(
            name="access_token",
            label="Page access token",
            help="Connecting fills it in. The Page's own, not that of a person.",
            secret=True,
            required=False,
        ),
    )
    connection = FacebookConnection()

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        problems = text_problems(config)
        if not str(config.get("app_id", "")).isdecimal():
            problems["app_id"] = "Give the number of the app (digits only), not its name."
        if not str(config.get("page_id") or ("" if secret.get("access_token") else "0")).isdecimal():
            problems["page_id"] = "Give the number of the Page (digits only), not its name."
        for name in ("base_url", "web_url"):
            if problem := url_problem(config.get(name) or API):
                problems[name] = problem
        if config.get("posts_as", "link") not in FORMS:
            problems["posts_as"] = f"Choose one of: {', '.join(FORMS)}."
        if not str(config.get("settle_seconds") or "0").isdecimal():
            problems["settle_seconds"] = "Give whole seconds, or leave it empty."
        missing = {} if secret.get("app_secret") else {"app_secret": "Give the secret of your app on Facebook."}
        return {**problems, **missing}

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        if message.share is None:
            raise ValueError("Nothing of this document may be shared")
        link = post_link(message.share.get("url") or message.url, config, marker)
        picture = message.share.get("image") if config.get("posts_as") == "photo" else None
        alt = message.share.get("image_alt") or ""
        words = post_text(message.share, self.name, link if picture else "", config, LONGEST_TEXT, characters)
        content = photo(picture, alt, words) if picture else {"message": words, "link": link}
        return as_payload(content, marker)

    def revise(self, message: Message, config: Mapping[str, Any], marker: str, former: Payload) -> Payload:
        """New words of the form that the post has. Its link and its picture stay: Facebook lets nobody change them."""
        standing = json.loads(former.body)
        form = "photo" if "url" in standing else "link"
        share = {**(message.share or {}), "image": standing.get("url")} if message.share else None
        new = json.loads(self.compose(replace(message, share=share), {**config, "posts_as": form}, marker).body)
        words = "caption" if form == "photo" else "message"
        return as_payload({**standing, words: new[words]}, marker)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        edge = "photos" if "url" in json.loads(payload.body) else "feed"
        request = api_request("POST", f"{account.config['page_id']}/{edge}", account, body=payload.body)
        verdict = classify(send(request), creates=True)
        return replace(verdict, remote_url=post_url(account, verdict.remote_id)) if verdict.remote_id else verdict

    def settle_seconds(self, config: Mapping[str, Any]) -> float | None:
        seconds = config.get("settle_seconds")
        return float(seconds) if seconds else None

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Take up a token that a person has given since. The proof counts as secret, so that no report keeps it."""
        held, account.secret = account.secret.get("access_token"), account.load_secret()
        if not account.secret.get("access_token"):
            return Verdict(Outcome.AUTH_REVOKED, "No Page is connected yet: connect one")
        if account.renew and account.secret.get("access_token") == held:
            return Verdict(Outcome.AUTH_REVOKED, "Facebook does not accept the access token: connect the Page again")
        account.secret = {**account.secret, "proof": proof(account.secret)}
        return Verdict(Outcome.OK)

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        hidden = False
        try:
            for post in published_posts(account, since - CLOCK_SKEW, send):
                links = list(links_of(post))
                if any(is_marked(link, marker) for link in links):
                    return Sighting(Presence.FOUND, post["id"], post_url(account, post["id"]))
                hidden |= "" in links
        except RefusalError as refusal:
            expired = refusal.verdict.outcome is Outcome.AUTH_EXPIRED
            return Sighting(Presence.UNKNOWN, detail=refusal.verdict.detail, expired=expired)
        if hidden:
            return Sighting(Presence.UNKNOWN, detail="Facebook does not say where some of the Page's posts lead")
        return Sighting(Presence.ABSENT)

    def update(self, remote_id: str, payload: Payload, account: Account, send: Send) -> Verdict:
        """Replace the words of a post. Link and picture stay: Facebook lets nobody change those.

        Args:
            payload: of the form that the post has; the words of a photo carry the link, those of a link do not.
        """
        content = json.loads(payload.body)
        words = as_json({"message": content.get("message") or content["caption"]})
        verdict = classify(send(api_request("POST", remote_id, account, body=words)))
        return replace(verdict, remote_id=remote_id, remote_url=post_url(account, remote_id))

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        try:
            answer = ask(api_request("DELETE", remote_id, account), send)
        except RefusalError as refusal:
            return self._gone(account, send) if refusal.missing else refusal.verdict
        if answer.get("success"):
            return Verdict(Outcome.OK, "Taken back")
        return Verdict(Outcome.TRANSIENT, "Facebook did not confirm that the post was deleted")

    def _gone(self, account: Account, send: Send) -> Verdict:
        """Facebook says the same of a post that is gone and of one that the token may not touch: ask of the token."""
        probed = self.probe(account, send)
        return Verdict(Outcome.OK, "It was gone already") if probed.outcome is Outcome.OK else probed

    def probe(self, account: Account, send: Send) -> Verdict:
        try:
            response = final_answer(debug_request(account), send)
            token = complete_answer(response).get("data") or {}
        except RefusalError as refusal:
            return refusal.verdict
        if not token.get("is_valid"):
            reason = (token.get("error") or {}).get("message") or "no reason given"
            return Verdict(Outcome.AUTH_REVOKED, f"The access token is not valid any more: {reason}")
        if str(token.get("profile_id")) != str(account.config["page_id"]):
            return Verdict(Outcome.PERMISSION, "The access token is not that of this Page")
        if lacking := sorted(SCOPES - set(token.get("scopes") or [])):
            return Verdict(Outcome.PERMISSION, f"The access token lacks {' and '.join(lacking)}")
        ends = end_of(token)
        remarks = (f"The access token ends on {ends:%d %B %Y}." if ends else "", usage_warning(response))
        return Verdict(Outcome.OK, " ".join(filter(None, remarks)), ends_at=ends)


def characters(text: str) -> Iterator[tuple[str, int]]:
    """Facebook counts every character once."""
    return ((character, 1) for character in text)


def photo(url: str, alt: str, caption: str) -> dict[str, str]:
    """What Facebook is told of a picture, which it fetches itself."""
    return {"url": url, "caption": caption, **({"alt_text_custom": alt} if alt else {})}


def as_payload(content: Mapping[str, str], marker: str) -> Payload:
    """The bytes of a post, and the same for a person to read."""
    if "url" in content:
        parts = [content["caption"], f"Picture: {content.get('alt_text_custom') or content['url']}"]
    else:
        parts = [content["message"], content["link"]]
    return Payload(as_json(content), "application/json", "\n\n".join(parts), marker)


def links_of(post: Mapping[str, Any]) -> Iterator[str]:
    """Where a post leads: the addresses in its text, then its attachments'; "" for one that Facebook does not tell."""
    yield from LINK.findall(post.get("message") or "")
    for attachment in (post.get("attachments") or {}).get("data") or []:
        yield attachment.get("unshimmed_url") or ""


def end_of(token: Mapping[str, Any]) -> datetime | None:
    """When a token stops working; None when it does not by itself."""
    ends = [token[name] for name in ("expires_at", "data_access_expires_at") if token.get(name)]
    return datetime.fromtimestamp(min(ends), UTC) if ends else None
