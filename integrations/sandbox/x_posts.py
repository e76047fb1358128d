"""X's posts: creating, deleting and reading them, refusing what X refuses."""

import json
import re
import secrets
import sqlite3
from base64 import b32hexdecode, b32hexencode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from integrations.channels.weighted_text import MAX_WEIGHT, weighted_length
from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.refusals import refusing
from integrations.sandbox.store import Store
from integrations.sandbox.x_media import MOST_PICTURES, attach
from integrations.sandbox.x_problems import duplicate, invalid, missing_post, not_yours, unauthorized
from integrations.sandbox.x_tokens import account_of

FIRST_ID = 1_900_000_000_000_000_000
POST_FIELDS = {"id", "text", "created_at", "entities"}
TIMELINE_PARAMETERS = {"max_results", "pagination_token", "start_time", "post.fields"}
# X links only names with a public ending; here a link to this machine is one as well, so that the demo's work.
LINK = re.compile(r"https?://\S+")

Handler = Callable[..., Answer]


@refusing
def create(call: Call, store: Store) -> Answer:
    """POST /2/tweets."""
    account = account_of(store, call)
    if account is None:
        return unauthorized()
    content = call.json()
    if refused := refuse_content(content):
        return refused
    with store.writing(call.deadline) as db:
        answered = content.get("reply", {}).get("in_reply_to_tweet_id")
        if answered and not stands(db, answered):
            return invalid(f"$.reply.in_reply_to_tweet_id: [{answered}] is gone or was never there", "reply")
        answer = insert(db, account["id"], content["text"], call)
        if answer.status == 201:
            post_id = json.loads(answer.body)["data"]["id"]
            attach(db, account, int(post_id), content.get("media", {}).get("media_ids", []), call.now)
        return answer


def stands(db: sqlite3.Connection, post_id: str) -> bool:
    found = db.execute("SELECT 1 FROM post WHERE id = ? AND deleted_at IS NULL", (int(post_id),)).fetchone()
    return found is not None


def insert(db: sqlite3.Connection, account: int, source: str, call: Call) -> Answer:
    same = "SELECT 1 FROM post WHERE account = ? AND source = ? AND deleted_at IS NULL"
    if db.execute(same, (account, source)).fetchone():
        return duplicate()
    lag = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "read_lag" else 0.0
    text, urls = shorten_links(source)
    post_id = db.execute("SELECT COALESCE(MAX(id), ?) + 1 FROM post", (FIRST_ID,)).fetchone()[0]
    db.execute(
        "INSERT INTO post (id, account, source, text, urls, created_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (post_id, account, source, text, json.dumps(urls), call.now, call.now + lag),
    )
    return Answer.of({"data": {"id": str(post_id), "text": text}}, 201)


def delete(call: Call, store: Store, post_id: str) -> Answer:
    """DELETE /2/tweets/{id}."""
    account = account_of(store, call)
    if account is None:
        return unauthorized()
    with store.writing(call.deadline) as db:
        row = db.execute("SELECT * FROM post WHERE id = ? AND deleted_at IS NULL", (int(post_id),)).fetchone()
        if row is None:
            return Answer.of({**missing_post(post_id), "status": 404}, 404, "application/problem+json")
        if row["account"] != account["id"]:
            return not_yours(post_id)
        db.execute("UPDATE post SET deleted_at = ? WHERE id = ?", (call.now, row["id"]))
    return Answer.of({"data": {"deleted": True}})


def read(call: Call, store: Store, post_id: str) -> Answer:
    """GET /2/tweets/{id}: a missing post is an error inside a 200."""
    if account_of(store, call) is None:
        return unauthorized()
    with store.reading() as db:
        row = db.execute(
            "SELECT * FROM post WHERE id = ? AND deleted_at IS NULL AND visible_at <= ?", (int(post_id), call.now)
        ).fetchone()
    return Answer.of({"data": shown(row, POST_FIELDS)} if row else {"errors": [missing_post(post_id)]})


def me(call: Call, store: Store) -> Answer:
    """GET /2/users/me."""
    account = account_of(store, call)
    if account is None:
        return unauthorized()
    return Answer.of({"data": {"id": str(account["id"]), "name": account["name"], "username": account["username"]}})


def timeline(call: Call, store: Store, account_id: str) -> Answer:
    """GET /2/users/{id}/tweets: the newest first."""
    if account_of(store, call) is None:
        return unauthorized()
    if unknown := sorted(call.parameters.keys() - TIMELINE_PARAMETERS):
        return invalid(f"The query parameter [{unknown[0]}] is not one of {sorted(TIMELINE_PARAMETERS)}", unknown[0])
    try:
        count, before, since, fields = page_asked_for(call.parameters)
    except ValueError as error:
        return invalid(str(error))
    with store.reading() as db:
        rows = db.execute(
            "SELECT * FROM post WHERE account = ? AND deleted_at IS NULL AND visible_at <= ? AND id < ?"
            " AND created_at >= ? ORDER BY id DESC LIMIT ?",
            (int(account_id), call.now, before, since, count + 1),
        ).fetchall()
    return Answer.of(page_of(rows, count, fields))


def page_of(rows: list[sqlite3.Row], count: int, fields: set[str]) -> dict[str, Any]:
    """One page of posts; `rows` holds one more than `count` when another page follows."""
    posts = [shown(row, fields) for row in rows[:count]]
    if not posts:
        return {"meta": {"result_count": 0}}
    meta = {"result_count": len(posts), "newest_id": posts[0]["id"], "oldest_id": posts[-1]["id"]}
    if len(rows) > count:
        meta["next_token"] = b32hexencode(posts[-1]["id"].encode()).decode().rstrip("=").lower()
    return {"data": posts, "meta": meta}


def page_asked_for(parameters: dict[str, str]) -> tuple[int, int, float, set[str]]:
    """How many posts, older than which id, not before when, with which fields.

    Raises:
        ValueError: a parameter is not as X's description wants it.
    """
    count = int(parameters.get("max_results", "10"))
    if not 5 <= count <= 100:
        raise ValueError("The `max_results` query parameter value is not between 5 and 100")
    fields = set(filter(None, parameters.get("post.fields", "").split(",")))
    if not fields <= POST_FIELDS:
        raise ValueError(f"This stand-in knows the post fields {sorted(POST_FIELDS)} only")
    token = parameters.get("pagination_token", "").upper()
    before = int(b32hexdecode(token + "=" * (-len(token) % 8))) if token else 2**63 - 1
    start = parameters.get("start_time")
    return count, before, datetime.fromisoformat(start).timestamp() if start else 0.0, fields | {"id", "text"}


def shown(row: sqlite3.Row, fields: set[str]) -> dict[str, Any]:
    """A post as the API gives it."""
    urls = json.loads(row["urls"])
    created = datetime.fromtimestamp(row["created_at"], UTC).isoformat(timespec="milliseconds")
    post = {"id": str(row["id"]), "text": row["text"], "created_at": created.replace("+00:00", "Z")}
    if urls:
        post["entities"] = {"urls": urls}
    return {name: value for name, value in post.items() if name in fields}


def refuse_content(content: Any) -> Answer | None:
    """Why X would not take what was sent; None when it would."""
    if not isinstance(content, dict):
        return invalid("The body must be a JSON object, declared as application/json")
    if unknown := sorted(content.keys() - {"text", "reply", "media"}):
        return invalid(f"$.{unknown[0]}: is not defined in the schema, or not supported by this stand-in", unknown[0])
    text = content.get("text")
    if not isinstance(text, str) or not text.strip():
        return invalid("$.text: a non-empty string is required", "text")
    if weighted_length(text) > MAX_WEIGHT:
        return invalid(f"$.text: weighs {weighted_length(text)}, more than {MAX_WEIGHT}", "text")
    media = content.get("media", {"media_ids": ["1"]})
    numbers = media.get("media_ids") if isinstance(media, dict) else None
    if (
        not isinstance(numbers, list)
        or not 1 <= len(numbers) <= MOST_PICTURES
        or not all(str(n).isdecimal() for n in numbers)
    ):
        return invalid("$.media.media_ids: one to four ids are required", "media")
    reply = content.get("reply", {"in_reply_to_tweet_id": "1"})
    if not isinstance(reply, dict) or not str(reply.get("in_reply_to_tweet_id")).isdecimal():
        return invalid("$.reply.in_reply_to_tweet_id: the id of a post is required", "reply")
    return None


def shorten_links(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text as X shows it, each link replaced by a short one, and what the short ones stand for."""
    text, urls, position = "", [], 0
    for found in LINK.finditer(source):
        text += source[position : found.start()]
        short = f"https://t.co/{secrets.token_hex(5)}"
        parts = urlsplit(found[0])
        display = f"{parts.netloc}{parts.path}"
        urls.append(
            {
                "start": len(text),
                "end": len(text) + len(short),
                "url": short,
                "expanded_url": found[0],
                "display_url": display if len(display) <= 40 else display[:39] + "…",
            }
        )
        text += short
        position = found.end()
    return text + source[position:], urls
