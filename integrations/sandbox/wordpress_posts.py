"""A blog's posts: making, changing, trashing and finding them, refusing what WordPress refuses."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store
from integrations.sandbox.wordpress_problems import hidden, invalid, missing, problem
from integrations.sandbox.wordpress_users import able, user_of

TRASHED = "__trashed"
WORDS = ("title", "content", "excerpt")
KINDS: dict[str, type] = {
    **dict.fromkeys((*WORDS, "slug", "status", "date_gmt"), str),
    **dict.fromkeys(("categories", "tags"), list),
    "featured_media": int,
}


@refusing
def create(call: Call, store: Store) -> Answer:
    """POST /wp/v2/posts: of a slug that is taken the post gets another one, and nothing is said of it."""
    content, user = content_of(call, KINDS), able(call, store, "edit_posts")
    if not any(content.get(name) for name in WORDS):
        raise RefusedError(problem(400, "empty_content", "Content, title, and excerpt are empty."))
    status = content.get("status", "draft")
    if status == "publish":
        able(call, store, "publish_posts", code="rest_cannot_publish")
    lag = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "read_lag" else 0.0
    with store.writing(call.deadline) as db:
        made = db.execute(
            "INSERT INTO wordpress_post (author, title, content, excerpt, slug, status, created_at, visible_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            (
                user["id"],
                *(content.get(name, "") for name in WORDS),
                free_slug(db, content.get("slug", "post")),
                status,
                call.now,
                call.now + lag,
            ),
        ).fetchone()
        return Answer.of(shown(picture_set(db, made, content), call), 201)


@refusing
def edit(call: Call, store: Store, number: str) -> Answer:
    """POST /wp/v2/posts/{id}: what is not named stays as it is."""
    given = content_of(call, {*WORDS, "status", "featured_media"})
    with store.writing(call.deadline) as db:
        row = own(db, number, call, store, "rest_cannot_edit", "edit_published_posts")
        content = {**dict(row), **given}
        row = db.execute(
            "UPDATE wordpress_post SET title = ?, content = ?, excerpt = ?, status = ?, edited_at = ? WHERE id = ?"
            " RETURNING *",
            (*(content[name] for name in (*WORDS, "status")), call.now, row["id"]),
        ).fetchone()
        return Answer.of(shown(picture_set(db, row, content), call))


@refusing
def trash(call: Call, store: Store, number: str) -> Answer:
    """DELETE /wp/v2/posts/{id}: it lies in the trash, where its slug is another one."""
    with store.writing(call.deadline) as db:
        row = own(db, number, call, store, "rest_cannot_delete", "delete_published_posts")
        if row["status"] == "trash":
            raise RefusedError(problem(410, "rest_already_trashed", "The post has already been deleted."))
        row = db.execute(
            "UPDATE wordpress_post SET status = 'trash', slug = ?, deleted_at = ? WHERE id = ? RETURNING *",
            (free_slug(db, row["slug"] + TRASHED), call.now, row["id"]),
        ).fetchone()
        return Answer.of(shown(row, call))


@refusing
def find(call: Call, store: Store) -> Answer:
    """GET /wp/v2/posts?slug=…&status=…: what is not published is for users who may write."""
    user, asked = user_of(call, store), call.parameters
    statuses, slugs = asked.get("status", "publish").split(","), asked.get("slug", "").split(",")
    if user is None or "edit_posts" not in user["capabilities"].split():
        raise RefusedError(hidden(403 if user else 401))
    with store.reading() as db:
        rows = db.execute("SELECT * FROM wordpress_post WHERE visible_at <= ? ORDER BY id DESC", (call.now,)).fetchall()
    return Answer.of([shown(row, call) for row in rows if row["slug"] in slugs and row["status"] in statuses])


def own(db: sqlite3.Connection, number: str, call: Call, store: Store, code: str, capability: str) -> sqlite3.Row:
    """A post of the user's own, with which that one may do so much.

    Raises:
        RefusedError: there is none, which is said to strangers too, or it is another's.
    """
    row: sqlite3.Row | None = db.execute("SELECT * FROM wordpress_post WHERE id = ?", (int(number),)).fetchone()
    if row is None:
        raise RefusedError(missing())
    if able(call, store, capability, code=code)["id"] != row["author"]:
        raise RefusedError(problem(403, code, "Sorry, you are not allowed to do that."))
    return row


def free_slug(db: sqlite3.Connection, wanted: str) -> str:
    """The slug, or the first one with a number that no other post has."""
    taken = {row["slug"] for row in db.execute("SELECT slug FROM wordpress_post")}
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def picture_set(db: sqlite3.Connection, row: sqlite3.Row, content: dict[str, Any]) -> sqlite3.Row:
    """The post with the featured image that it is to have; 0 takes one away, and so does one that is not there."""
    if "featured_media" not in content:
        return row
    made: sqlite3.Row = db.execute(
        "UPDATE wordpress_post SET featured_media = (SELECT id FROM wordpress_media WHERE id = ?) WHERE id = ?"
        " RETURNING *",
        (content["featured_media"], row["id"]),
    ).fetchone()
    return made


def content_of(call: Call, known: Iterable[str]) -> dict[str, Any]:
    """What a post is to be.

    Args:
        known: what may be said of it.

    Raises:
        RefusedError: WordPress would not take it, or this stand-in does not know it.
    """
    content = call.json()
    if not isinstance(content, dict):
        raise RefusedError(problem(400, "rest_invalid_json", "Invalid JSON body passed."))
    for name, value in content.items():
        if name not in known or not isinstance(value, KINDS[name]):
            raise RefusedError(invalid(name))
    if content.get("status", "draft") not in {"publish", "draft", "private", "pending"}:
        raise RefusedError(invalid("status"))
    return content


def shown(row: sqlite3.Row, call: Call) -> dict[str, Any]:
    link = f"http://{call.headers['host']}/blog/{row['slug']}/"
    return {"id": row["id"], "slug": row["slug"], "status": row["status"], "link": link}
