"""A Facebook Page's posts: making, changing, deleting and reading them, refusing what Facebook refuses."""

import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.facebook_problems import duplicate, invalid, missing, problem
from integrations.sandbox.facebook_tokens import page_of
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

FIRST_POST = 122_000_000_000_000_000
LONGEST_MESSAGE = 63_206  # characters
GENERIC = {"access_token", "appsecret_proof"}
POST_FIELDS = {"id", "message", "created_time", "permalink_url", "attachments{unshimmed_url}"}


@refusing
def create_post(call: Call, store: Store, page_id: str) -> Answer:
    """POST /{page}/feed."""
    page, content = page_of(call, store, page_id), content_of(call, {"message", "link"})
    message, link = content.get("message", ""), content.get("link", "")
    if not message and not link:
        raise RefusedError(invalid("Post must have a message or a link"))
    if link and is_facebook(web_address(link)):
        raise RefusedError(invalid("Links to Facebook itself cannot be posted", 1609008))
    made = insert(call, store, page["id"], message=message, link=link)
    return Answer.of({"id": made})


@refusing
def create_photo(call: Call, store: Store, page_id: str) -> Answer:
    """POST /{page}/photos. The real Facebook fetches the picture; this one believes in it."""
    page, content = page_of(call, store, page_id), content_of(call, {"url", "caption", "alt_text_custom"})
    try:
        web_address(content.get("url", ""))
    except RefusedError:
        raise RefusedError(problem(400, 324, "(#324) Missing or invalid image file")) from None
    picture = {"picture": content["url"], "alt": content.get("alt_text_custom", "")}
    made = insert(call, store, page["id"], message=content.get("caption", ""), **picture)
    return Answer.of({"id": made.rpartition("_")[2], "post_id": made})


@refusing
def edit(call: Call, store: Store, page_id: str, number: str) -> Answer:
    """POST /{post}: only its words can be changed."""
    page, content = page_of(call, store, page_id), content_of(call, {"message"})
    with store.writing(call.deadline) as db:
        standing(db, page["id"], number)
        db.execute(
            "UPDATE facebook_post SET message = ?, edited_at = ? WHERE id = ?",
            (content.get("message", ""), call.now, int(number)),
        )
    return Answer.of({"success": True})


@refusing
def delete(call: Call, store: Store, page_id: str, number: str) -> Answer:
    """DELETE /{post}."""
    page = page_of(call, store, page_id)
    with store.writing(call.deadline) as db:
        standing(db, page["id"], number)
        db.execute("UPDATE facebook_post SET deleted_at = ? WHERE id = ?", (call.now, int(number)))
    return Answer.of({"success": True})


@refusing
def read(call: Call, store: Store, page_id: str, number: str) -> Answer:
    """GET /{post}."""
    page, fields = page_of(call, store, page_id), fields_of(call)
    with store.reading() as db:
        return Answer.of(shown(standing(db, page["id"], number, call.now), fields))


@refusing
def published(call: Call, store: Store, page_id: str) -> Answer:
    """GET /{page}/published_posts: the newest first."""
    page, fields = page_of(call, store, page_id), fields_of(call)
    if unknown := sorted(call.parameters.keys() - {"fields", "limit", "since", "after", "summary"} - GENERIC):
        raise RefusedError(invalid(f"This stand-in knows no parameter {unknown[0]}"))
    try:
        count, since, before = page_asked_for(call.parameters)
    except ValueError as error:
        raise RefusedError(invalid(str(error))) from error
    with store.reading() as db:
        rows = db.execute(
            "SELECT * FROM facebook_post WHERE page = ? AND deleted_at IS NULL AND visible_at <= ? AND created_at >= ?"
            " AND id < ? ORDER BY id DESC LIMIT ?",
            (page["id"], call.now, since, before, count + 1),
        ).fetchall()
    return Answer.of(page_of_posts(rows, count, fields, call.path))


def page_asked_for(parameters: dict[str, str]) -> tuple[int, float, int]:
    """How many posts, not before when, older than which.

    Raises:
        ValueError: a parameter is not as Meta's description wants it.
    """
    count = int(parameters.get("limit", "25"))
    if not 1 <= count <= 100:
        raise ValueError("The limit must be between 1 and 100")
    after = parameters.get("after")
    return count, float(parameters.get("since", 0)), int(urlsafe_b64decode(after)) if after else 2**63 - 1


def page_of_posts(rows: list[sqlite3.Row], count: int, fields: set[str], path: str) -> dict[str, Any]:
    """One page of posts; `rows` holds one more than `count` when another page follows."""
    posts = rows[:count]
    if not posts:
        return {"data": []}
    before, after = (urlsafe_b64encode(str(row["id"]).encode()).decode() for row in (posts[0], posts[-1]))
    following = {"next": f"https://graph.facebook.com{path}?after={after}"} if len(rows) > count else {}
    return {
        "data": [shown(row, fields) for row in posts],
        "paging": {"cursors": {"before": before, "after": after}, **following},
    }


def insert(call: Call, store: Store, page: int, **content: str) -> str:
    """A new post's id. Only the last post is compared with, as Facebook does: it keeps nobody from repeating himself.

    Raises:
        RefusedError: it says the same as the last one, or too much.
    """
    new = {"message": "", "link": "", "picture": "", "alt": "", **content}
    if len(new["message"]) > LONGEST_MESSAGE:
        raise RefusedError(invalid(f"The message is longer than {LONGEST_MESSAGE} characters"))
    lag = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "read_lag" else 0.0
    with store.writing(call.deadline) as db:
        last = db.execute("SELECT * FROM facebook_post WHERE page = ? ORDER BY id DESC LIMIT 1", (page,)).fetchone()
        if last and last["deleted_at"] is None and all(last[name] == new[name] for name in new):
            raise RefusedError(duplicate())
        row = db.execute(
            "INSERT INTO facebook_post (id, page, message, link, picture, alt, created_at, visible_at)"
            " SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ?, ?, ?, ?, ? FROM facebook_post RETURNING id",
            (FIRST_POST, page, *new.values(), call.now, call.now + lag),
        ).fetchone()
    return f"{page}_{row['id']}"


def standing(db: sqlite3.Connection, page: int, number: str, now: float = float("inf")) -> sqlite3.Row:
    """The post of this number.

    Raises:
        RefusedError: it is gone, another Page's or not yet to be seen.
    """
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM facebook_post WHERE id = ? AND page = ? AND deleted_at IS NULL AND visible_at <= ?",
        (int(number), page, now),
    ).fetchone()
    if row is None:
        raise RefusedError(missing(f"{page}_{number}"))
    return row


def content_of(call: Call, known: set[str]) -> dict[str, str]:
    """What a request says, in JSON or as a form.

    Raises:
        RefusedError: it says something else than the texts that are `known`.
    """
    content = call.form or call.json()
    if not isinstance(content, dict):
        raise RefusedError(invalid("The body must be a form or a JSON object, and declared as such"))
    if unknown := sorted((content.keys() | call.parameters.keys()) - known - GENERIC):
        raise RefusedError(invalid(f"This stand-in knows no parameter {unknown[0]}"))
    if wrong := [name for name, value in content.items() if not isinstance(value, str)]:
        raise RefusedError(invalid(f"Param {wrong[0]} must be a string"))
    return content


def fields_of(call: Call) -> set[str]:
    """The fields asked for.

    Raises:
        RefusedError: one of them is not there, or not any more.
    """
    fields = set(filter(None, call.parameters.get("fields", "").split(","))) | {"id"}
    if "link" in fields:
        raise RefusedError(problem(400, 12, "(#12) link field is deprecated for versions v3.3 and higher"))
    if unknown := sorted(fields - POST_FIELDS):
        raise RefusedError(invalid(f"Tried accessing nonexisting field ({unknown[0]}) on node type (Post)"))
    return fields


def shown(row: sqlite3.Row, fields: set[str]) -> dict[str, Any]:
    """A post as the Graph API gives it, without what it does not have."""
    post_id = f"{row['page']}_{row['id']}"
    link = row["link"] or (f"https://www.facebook.com/photo/?fbid={row['id']}" if row["picture"] else "")
    post = {
        "id": post_id,
        "message": row["message"],
        "created_time": f"{datetime.fromtimestamp(row['created_at'], UTC):%Y-%m-%dT%H:%M:%S+0000}",
        "permalink_url": f"https://www.facebook.com/{quote(post_id)}",
        "attachments{unshimmed_url}": {"data": [{"unshimmed_url": link}]} if link else None,
    }
    return {name.partition("{")[0]: value for name, value in post.items() if name in fields and value}


def web_address(link: str) -> str:
    """The host of a link.

    Raises:
        RefusedError: it is no address on the web.
    """
    try:
        parts = urlsplit(link)
        host = parts.hostname if parts.scheme in {"http", "https"} else ""
    except ValueError as error:
        raise RefusedError(invalid("The link is not a proper URL")) from error
    if not host:
        raise RefusedError(invalid("The link is not a proper URL"))
    return host


def is_facebook(host: str) -> bool:
    return host == "facebook.com" or host.endswith(".facebook.com")
