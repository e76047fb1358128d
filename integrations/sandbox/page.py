"""The page for people: the posts of every channel, the webhooks received, and what is to go wrong next."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.template import Context, Engine

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.control import blog_posts, facebook_posts, mastodon_statuses, posts
from integrations.sandbox.faults import TARGETS
from integrations.sandbox.hooks import messages
from integrations.sandbox.store import Store

FOLDER = Path(__file__).parent
TEMPLATES = Engine(dirs=[str(FOLDER)])
SHOWN = 50
VISIBILITIES = {"public": "Public", "unlisted": "Quiet public", "private": "Followers"}
LINK = re.compile(r"https?://\S+")
HREF = re.compile(r'href="([^"]*)"')
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def show(call: Call, store: Store) -> Answer:
    """GET /, which with `?live` asks the browser to load it again every few seconds."""
    with store.reading() as db:
        faults = db.execute("SELECT target, written, remaining FROM fault WHERE remaining > 0 ORDER BY id").fetchall()
        context = {
            "posts": [present_post(post) for post in posts(db, call.now, SHOWN)],
            "notes": [present_note(post) for post in facebook_posts(db, call.now, SHOWN)],
            "statuses": [present_status(status) for status in mastodon_statuses(db, call.now, SHOWN)],
            "entries": [present_entry(post) for post in blog_posts(db, call.now, SHOWN)],
            "messages": [present_message(message) for message in messages(db, SHOWN)],
            "faults": [f"{TARGETS[row['target']]}: {row['written']}, {times(row['remaining'])}" for row in faults],
            "totals": totals(db),
            "live": "live" in call.parameters,
            "shown": str(SHOWN),
        }
    html = TEMPLATES.get_template("page.html").render(Context(context))
    return Answer(200, html.encode(), "text/html; charset=utf-8", {"content-security-policy": POLICY})


def show_post(_call: Call, _store: Store, post_id: str) -> Answer:
    """Where X (/i/web/status/{id}), Facebook (/{id}), Mastodon (/@{name}/{id}) or a blog (/blog/{slug}/) shows a post:
    its place here.
    """
    return Answer(302, headers={"location": f"/#post-{post_id}"})


def stylesheet(_call: Call, _store: Store) -> Answer:
    """GET /page.css."""
    return Answer(200, (FOLDER / "page.css").read_bytes(), "text/css; charset=utf-8")


def totals(db: Any) -> dict[str, str]:
    row = db.execute(
        "SELECT (SELECT COUNT(*) FROM post WHERE deleted_at IS NULL) AS posts,"
        " (SELECT COUNT(*) FROM facebook_post WHERE deleted_at IS NULL) AS notes,"
        " (SELECT COUNT(*) FROM mastodon_status WHERE deleted_at IS NULL) AS statuses,"
        " (SELECT COUNT(*) FROM wordpress_post WHERE status = 'publish') AS entries,"
        " (SELECT COUNT(DISTINCT hook || ' ' || message_id) FROM arrival) AS messages,"
        " (SELECT COUNT(*) FROM arrival WHERE NOT verified) AS unverified"
    ).fetchone()
    return {name: str(count) for name, count in dict(row).items()}


def present_post(post: dict[str, Any]) -> dict[str, Any]:
    """A post as people see it: the last link becomes a card below the text."""
    link = post["links"][-1] if post["links"] else ""
    return {**post, "text": post["text"].removesuffix(link).rstrip(), "card": card(link), **moment(post["created_at"])}


def present_note(post: dict[str, Any]) -> dict[str, Any]:
    """A post on a Facebook Page as people see it: of a photo the link stands in the text."""
    links = LINK.findall(post["text"]) if post["picture"] else [post["link"]]
    link = links[-1] if links else ""
    return {**post, "text": post["text"].removesuffix(link).rstrip(), "card": card(link), **moment(post["created_at"])}


def present_status(status: dict[str, Any]) -> dict[str, Any]:
    """A status on Mastodon as people see it: the last link becomes a card below the text."""
    links = LINK.findall(status["text"])
    link = links[-1] if links else ""
    text = status["text"].removesuffix(link).rstrip()
    audience = VISIBILITIES.get(status["visibility"], status["visibility"])
    return {**status, "text": text, "card": card(link), "audience": audience, **moment(status["created_at"])}


def present_entry(post: dict[str, Any]) -> dict[str, Any]:
    """A post on the blog as people see it; its last link becomes a card below the text."""
    links = [unescape(link) for link in HREF.findall(post["content"])]
    words = {name: unescape(post[name]) for name in ("title", "excerpt")}
    return {**post, **words, "card": card(links[-1]) if links else None, **moment(post["created_at"])}


def card(link: str) -> dict[str, str] | None:
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"}:
        return None
    marker = parse_qs(parts.query).get("m", [""])[-1]
    return {"url": link, "host": parts.netloc, "path": unquote(parts.path), "marker": marker}


def present_message(message: dict[str, Any]) -> dict[str, Any]:
    """A webhook as people see it: what it says in one line, and its body to unfold."""
    body = message["body"] if isinstance(message["body"], dict) else {}
    data = body["data"] if isinstance(body.get("data"), dict) else {}
    return {
        **message,
        "type": str(body.get("type", "no type")),
        "path": str(data.get("path") or data.get("uid") or ""),
        "version": str(data.get("version", "")),
        "arrived": times(message["arrivals"]),
        "repeated": message["arrivals"] > 1,
        "same_body": message["bodies"] == 1,
        "body": json.dumps(message["body"], indent=2, ensure_ascii=False),
        **moment(message["last_at"]),
    }


def moment(seconds: float) -> dict[str, str]:
    at = datetime.fromtimestamp(seconds, UTC)
    return {"iso": at.isoformat(timespec="seconds"), "at": f"{at.day} {at:%b %Y, %H:%M:%S} UTC"}


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
