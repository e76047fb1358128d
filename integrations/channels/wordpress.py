"""WordPress: one post an article, found again by its slug."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
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
from integrations.channels.wordpress_answers import classify, web_address
from integrations.channels.wordpress_pictures import as_sent, have_picture, picture_slug
from integrations.channels.wordpress_requests import api_request, ask, find, lacking
from integrations.channels.wordpress_settings import SETTINGS, numbers_in, problems_of
from integrations.channels.wordpress_text import article_of, as_html, lead_of, title_of, words_of
from integrations.feeds.content import html_of

REWRITTEN = {"title", "content", "excerpt", "featured_media"}  # the rest belongs to the blog's people once it stands
NEEDED = {
    "edit_posts": "write posts",
    "edit_published_posts": "change its published posts",
    "delete_published_posts": "take published posts back",
}


class WordPress(Channel):
    """WordPress has no idempotency key, and gives a second post of the same slug another slug, in silence.

    So a post whose outcome is unknown is looked for before it is sent again: by the slug that is its own.
    """

    name = "wordpress"
    label = "WordPress"
    capabilities = Capabilities(
        repeatable=False, looks_up=True, updates=True, retracts=True, announces=True, concurrency=1
    )
    settings = SETTINGS

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        return problems_of(config, secret)

    def tells_text(self, config: Mapping[str, Any]) -> bool:
        return config.get("posts_as") == "whole"

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        share = message.share
        if share is None:
            raise ValueError("Nothing of this document may be shared")
        lead, url = lead_of(share, self.name), share.get("url") or message.url
        running = html_of(message.document) if message.document and self.tells_text(config) else ""
        content = {
            "title": as_html(title_of(share)),
            "content": article_of(share, lead, running, url),
            "excerpt": as_html(lead),
            "slug": slug_of(marker),
            "status": config.get("status") or "publish",
            **filed(share, config),
            **pictured(share, config, marker),
        }
        parts = (title_of(share), lead, words_of(running) or share.get("disclaimer"), url)
        return Payload(as_json(content), "application/json", "\n\n".join(filter(None, parts)), marker)

    def revise(self, message: Message, config: Mapping[str, Any], marker: str, former: Payload) -> Payload:
        """New words and another picture. Where and when a post stands is the blog's own business by now."""
        new, standing = self.compose(message, config, marker), json.loads(former.body)
        kept = {name: value for name, value in standing.items() if name not in {*REWRITTEN, "picture"}}
        told = {name: value for name, value in json.loads(new.body).items() if name in {*REWRITTEN, "picture"}}
        return Payload(as_json({**told, **kept}), new.content_type, new.text, marker)

    def preview(self, payload: Payload) -> str:
        return posted_pictures.preview(payload)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        request = api_request("POST", "/wp/v2/posts", account, body=as_sent(payload, account))
        return classify(send(request), account.now, creates=True)

    def settle_seconds(self, config: Mapping[str, Any]) -> float | None:
        seconds = config.get("settle_seconds")
        return float(seconds) if seconds else None

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Take up a password that a person has given since, and upload the picture."""
        held, account.secret = account.secret.get("application_password"), account.load_secret()
        if account.renew and account.secret.get("application_password") == held:
            return Verdict(
                Outcome.AUTH_REVOKED, "The blog does not accept the user or the application password: make a new one"
            )
        return have_picture(account, send)

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        """Look for the slug. What the blog's people have put into the trash was posted, and is not posted again."""
        try:
            found = find("posts", slug_of(marker), account, send)
        except RefusalError as refusal:
            expired = refusal.verdict.outcome is Outcome.AUTH_EXPIRED
            return Sighting(Presence.UNKNOWN, detail=refusal.verdict.detail, expired=expired)
        if not found:
            return Sighting(Presence.ABSENT)
        return Sighting(Presence.FOUND, str(found[0]["id"]), web_address(found[0]))

    def update(self, remote_id: str, payload: Payload, account: Account, send: Send) -> Verdict:
        """Replace words and picture of a post; a picture that is not named would stay."""
        content = {"featured_media": 0, **json.loads(as_sent(payload, account))}
        told = as_json({name: value for name, value in content.items() if name in REWRITTEN})
        return classify(send(api_request("POST", f"/wp/v2/posts/{remote_id}", account, body=told)), account.now)

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        """Put a post into the trash; a blog that has none deletes it."""
        try:
            return self._delete(remote_id, {}, account, send)
        except RefusalError as refusal:
            if refusal.status != 501:
                return refusal.verdict
        try:
            return self._delete(remote_id, {"force": "true"}, account, send)
        except RefusalError as refusal:
            return refusal.verdict

    def _delete(self, remote_id: str, query: Mapping[str, str], account: Account, send: Send) -> Verdict:
        try:
            ask(api_request("DELETE", f"/wp/v2/posts/{remote_id}", account, query), account, send)
        except RefusalError as refusal:
            if refusal.missing:
                return Verdict(Outcome.OK, "It was gone already")
            raise
        return Verdict(Outcome.OK, "Taken back")

    def probe(self, account: Account, send: Send) -> Verdict:
        try:
            may_not = lacking(needed_for(account.config), account, send)
        except RefusalError as refusal:
            return refusal.verdict
        if may_not:
            return Verdict(Outcome.PERMISSION, f"The user may not {' or '.join(may_not)}")
        return Verdict(Outcome.OK)


def slug_of(marker: str) -> str:
    """By which a post is found again. It begins with a letter: WordPress takes a number for a page of an archive."""
    return f"m-{marker.lower()}"


def filed(share: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    """When the page was first published, and where the blog is to put its posts, as far as that is known."""
    published = share.get("first_published_at")
    date = datetime.fromisoformat(published).astimezone(UTC) if published else None
    told = {
        "date_gmt": f"{date:%Y-%m-%dT%H:%M:%S}" if date else "",
        "categories": numbers_in(config.get("categories")),
        "tags": numbers_in(config.get("tags")),
    }
    return {name: value for name, value in told.items() if value}


def pictured(share: Mapping[str, Any], config: Mapping[str, Any], marker: str) -> dict[str, Any]:
    """The page's picture, where it has one and the blog wants it."""
    url, alt = share.get("image"), share.get("image_alt") or ""
    if not url or config.get("picture") == "none":
        return {}
    return {"picture": {"url": url, "alt": alt, "slug": picture_slug(slug_of(marker), url, alt)}}


def needed_for(config: Mapping[str, Any]) -> dict[str, str]:
    """What the user must be allowed to do, in words for people."""
    needed = {**NEEDED}
    if config.get("status") != "draft":
        needed["publish_posts"] = "publish posts"
    if config.get("picture") != "none":
        needed["upload_files"] = "upload pictures"
    return needed
