"""What tests and channel authors use: the stores as JSON, new receivers, faults."""

import json
import sqlite3
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.faults import MODES, TARGETS, add_fault
from integrations.sandbox.hooks import messages, open_hook
from integrations.sandbox.store import Store


def posts(db: sqlite3.Connection, now: float, limit: int = -1) -> list[dict[str, Any]]:
    """Every post there ever was, the newest first; of one with several pictures, one row for each."""
    rows = db.execute(
        "SELECT post.*, username, name, x_media.id AS picture, alt FROM post JOIN account ON account.id = post.account"
        " LEFT JOIN x_media ON x_media.post = post.id ORDER BY post.id DESC LIMIT ?",
        (limit,),
    )
    return [
        {
            "id": str(row["id"]),
            "username": row["username"],
            "name": row["name"],
            "text": row["source"],
            "picture": f"/x/media/{row['picture']}" if row["picture"] else "",
            "alt": row["alt"] or "",
            "links": [url["expanded_url"] for url in json.loads(row["urls"])],
            "created_at": row["created_at"],
            "visible": row["deleted_at"] is None and row["visible_at"] <= now,
            "deleted": row["deleted_at"] is not None,
        }
        for row in rows
    ]


def facebook_posts(db: sqlite3.Connection, now: float, limit: int = -1) -> list[dict[str, Any]]:
    """Every post there ever was on a Facebook Page, the newest first."""
    rows = db.execute(
        "SELECT facebook_post.*, name FROM facebook_post JOIN facebook_page ON facebook_page.id = page"
        " ORDER BY facebook_post.id DESC LIMIT ?",
        (limit,),
    )
    kept = ("name", "link", "picture", "alt", "created_at")
    return [
        {
            **{name: row[name] for name in kept},
            "id": f"{row['page']}_{row['id']}",
            "text": row["message"],
            "visible": row["deleted_at"] is None and row["visible_at"] <= now,
            "edited": row["edited_at"] is not None,
            "deleted": row["deleted_at"] is not None,
        }
        for row in rows
    ]


def mastodon_statuses(db: sqlite3.Connection, now: float, limit: int = -1) -> list[dict[str, Any]]:
    """Every status there ever was on Mastodon, the newest first; of one with several pictures, one row for each."""
    rows = db.execute(
        "SELECT mastodon_status.*, username, mastodon_media.id AS picture, alt FROM mastodon_status"
        " JOIN mastodon_account ON mastodon_account.id = mastodon_status.account"
        " LEFT JOIN mastodon_media ON mastodon_media.status = mastodon_status.id"
        " ORDER BY mastodon_status.id DESC LIMIT ?",
        (limit,),
    )
    kept = ("username", "text", "visibility", "language", "created_at")
    return [
        {
            **{name: row[name] for name in kept},
            "id": str(row["id"]),
            "picture": f"/mastodon/media/{row['picture']}" if row["picture"] else "",
            "alt": row["alt"] or "",
            "visible": row["deleted_at"] is None and row["visible_at"] <= now,
            "edited": row["edited_at"] is not None,
            "deleted": row["deleted_at"] is not None,
        }
        for row in rows
    ]


def blog_posts(db: sqlite3.Connection, now: float, limit: int = -1) -> list[dict[str, Any]]:
    """Every post there ever was on the WordPress blog, the newest first."""
    rows = db.execute(
        "SELECT wordpress_post.*, username, alt FROM wordpress_post"
        " JOIN wordpress_user ON wordpress_user.id = wordpress_post.author"
        " LEFT JOIN wordpress_media ON wordpress_media.id = featured_media"
        " ORDER BY wordpress_post.id DESC LIMIT ?",
        (limit,),
    )
    kept = ("username", "title", "content", "excerpt", "slug", "status", "created_at")
    return [
        {
            **{name: row[name] for name in kept},
            "id": str(row["id"]),
            "picture": f"/wordpress/media/{row['featured_media']}" if row["featured_media"] else "",
            "alt": row["alt"] or "",
            "visible": row["status"] == "publish" and row["visible_at"] <= now,
            "edited": row["edited_at"] is not None,
            "deleted": row["deleted_at"] is not None,
        }
        for row in rows
    ]


def timeline(call: Call, store: Store) -> Answer:
    """GET /sandbox/timeline.json."""
    with store.reading() as db:
        return Answer.of({"posts": posts(db, call.now)})


def page_posts(call: Call, store: Store) -> Answer:
    """GET /sandbox/facebook.json."""
    with store.reading() as db:
        return Answer.of({"posts": facebook_posts(db, call.now)})


def statuses(call: Call, store: Store) -> Answer:
    """GET /sandbox/mastodon.json."""
    with store.reading() as db:
        return Answer.of({"posts": mastodon_statuses(db, call.now)})


def blog(call: Call, store: Store) -> Answer:
    """GET /sandbox/wordpress.json."""
    with store.reading() as db:
        return Answer.of({"posts": blog_posts(db, call.now)})


def received(_call: Call, store: Store) -> Answer:
    """GET /sandbox/hooks.json."""
    with store.reading() as db:
        return Answer.of({"messages": messages(db)})


def open_receiver(call: Call, store: Store, name: str) -> Answer:
    """POST /sandbox/hooks/{name}: a new receiver, or the one there is, with its secret."""
    return Answer.of({"path": f"/hooks/{name}", "secret": open_hook(store, name)}) if own(call) else FOREIGN


def list_faults(_call: Call, store: Store) -> Answer:
    """GET /sandbox/faults: what is still to come, and what can be asked for."""
    with store.reading() as db:
        rows = db.execute("SELECT target, written AS mode, remaining FROM fault WHERE remaining > 0 ORDER BY id")
        return Answer.of({"faults": [dict(row) for row in rows], "targets": TARGETS, "modes": MODES})


def add(call: Call, store: Store) -> Answer:
    """POST /sandbox/faults {"target", "mode", "times"}."""
    asked = call.json()
    if not isinstance(asked, dict):
        return FOREIGN
    try:
        add_fault(store, str(asked.get("target")), str(asked.get("mode")), int(asked.get("times", 1)))
    except (TypeError, ValueError) as error:
        return Answer.of({"error": str(error)}, 400)
    return list_faults(call, store)


def clear_faults(call: Call, store: Store) -> Answer:
    """DELETE /sandbox/faults."""
    with store.writing() as db:
        db.execute("DELETE FROM fault")
    return list_faults(call, store)


def own(call: Call) -> bool:
    """Whether the request is declared as JSON: a page elsewhere cannot make a browser send that unasked."""
    return call.json() is not None


FOREIGN = Answer.of({"error": "Send a JSON object, declared as application/json."}, 400)
