"""Mastodon's statuses: making, changing, deleting and reading them, refusing what Mastodon refuses."""

import sqlite3
from typing import Any
from urllib.parse import parse_qs

from integrations.channels.mastodon_text import LONGEST_STATUS, counted_pieces
from integrations.channels.weighted_text import weight_of
from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.mastodon_accounts import account_of
from integrations.sandbox.mastodon_media import attach
from integrations.sandbox.mastodon_problems import invalid, missing
from integrations.sandbox.mastodon_shown import shown_status
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

FIRST_STATUS = 115_000_000_000_000_000
KEY_SECONDS = 60 * 60  # how long an Idempotency-Key is remembered
VISIBILITIES = {"public", "unlisted", "private", "direct"}
MOST = 40
TIMELINE_PARAMETERS = {"limit", "max_id", "exclude_reblogs"}


@refusing
def create(call: Call, store: Store) -> Answer:
    """POST /api/v1/statuses: a key that was used within the hour gives the status it made."""
    account, content = account_of(call, store, "write:statuses"), content_of(call, {"visibility", "in_reply_to_id"})
    key = call.headers.get("idempotency-key", "")
    with store.writing(call.deadline) as db:
        row = repeated(db, account, key, call.now) or insert(db, account, content, call)
        if key:
            remembered = (
                "INSERT INTO mastodon_key (account, key, status, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            )
            db.execute(remembered, (account["id"], key, row["id"], call.now))
        return Answer.of(shown_status(db, row, account, call))


@refusing
def edit(call: Call, store: Store, number: str) -> Answer:
    """PUT /api/v1/statuses/{id}."""
    account, content = account_of(call, store, "write:statuses"), content_of(call, set())
    with store.writing(call.deadline) as db:
        former = standing(db, account, number)
        row = db.execute(
            "UPDATE mastodon_status SET text = ?, language = ?, edited_at = ? WHERE id = ? RETURNING *",
            (content["status"], content.get("language", former["language"]), call.now, former["id"]),
        ).fetchone()
        attach(db, account, row["id"], content.get("media_ids", []), call.now)
        return Answer.of(shown_status(db, row, account, call))


@refusing
def delete(call: Call, store: Store, number: str) -> Answer:
    """DELETE /api/v1/statuses/{id}: the answer holds its source, so that it can be written anew."""
    account = account_of(call, store, "write:statuses")
    with store.writing(call.deadline) as db:
        row = standing(db, account, number)
        db.execute("UPDATE mastodon_status SET deleted_at = ? WHERE id = ?", (call.now, row["id"]))
        return Answer.of({**shown_status(db, row, account, call), "text": row["text"]})


@refusing
def read(call: Call, store: Store, number: str) -> Answer:
    """GET /api/v1/statuses/{id}."""
    account = account_of(call, store, "read:statuses")
    with store.reading() as db:
        return Answer.of(shown_status(db, standing(db, account, number, call.now), account, call))


@refusing
def timeline(call: Call, store: Store, account_id: str) -> Answer:
    """GET /api/v1/accounts/{id}/statuses: the newest first. This stand-in shows an account to itself alone."""
    account, asked = account_of(call, store, "read:statuses"), call.parameters
    numbers = (asked.get("limit", "20"), asked.get("max_id", "9"))
    if asked.keys() - TIMELINE_PARAMETERS or not all(number.isdecimal() for number in numbers):
        raise RefusedError(invalid(f"This stand-in knows only {', '.join(sorted(TIMELINE_PARAMETERS))}"))
    if account["id"] != int(account_id):
        raise RefusedError(missing())
    before, most = int(asked.get("max_id", 2**63 - 1)), min(int(asked.get("limit", 20)), MOST)
    with store.reading() as db:
        rows = db.execute(
            "SELECT * FROM mastodon_status WHERE account = ? AND deleted_at IS NULL AND visible_at <= ? AND id < ?"
            " ORDER BY id DESC LIMIT ?",
            (account["id"], call.now, before, most),
        ).fetchall()
        return Answer.of([shown_status(db, row, account, call) for row in rows])


def repeated(db: sqlite3.Connection, account: sqlite3.Row, key: str, now: float) -> sqlite3.Row | None:
    """The status that was made under this key lately; as in Mastodon, one that is gone is not made again."""
    db.execute("DELETE FROM mastodon_key WHERE at <= ?", (now - KEY_SECONDS,))
    found = "SELECT status FROM mastodon_key WHERE account = ? AND key = ?"
    known = db.execute(found, (account["id"], key)).fetchone()
    return standing(db, account, str(known["status"])) if known else None


def insert(db: sqlite3.Connection, account: sqlite3.Row, content: dict[str, Any], call: Call) -> sqlite3.Row:
    if answered := content.get("in_reply_to_id"):
        standing(db, account, answered)
    lag = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "read_lag" else 0.0
    made = db.execute(
        "INSERT INTO mastodon_status (id, account, text, visibility, language, created_at, visible_at)"
        " SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ?, ?, ?, ? FROM mastodon_status RETURNING *",
        (
            FIRST_STATUS,
            account["id"],
            content["status"],
            content.get("visibility", "public"),
            content.get("language", "en"),
            call.now,
            call.now + lag,
        ),
    )
    row: sqlite3.Row = made.fetchone()
    attach(db, account, row["id"], content.get("media_ids", []), call.now)
    return row


def standing(db: sqlite3.Connection, account: sqlite3.Row, number: str, now: float = float("inf")) -> sqlite3.Row:
    """The account's status of this number.

    Raises:
        RefusedError: it is gone, another's or not yet to be seen.
    """
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM mastodon_status WHERE id = ? AND account = ? AND deleted_at IS NULL AND visible_at <= ?",
        (int(number), account["id"], now),
    ).fetchone()
    if row is None:
        raise RefusedError(missing())
    return row


def said(call: Call) -> Any:
    """What a body says, which Mastodon takes as JSON or as a form; there a name that ends in [] stands for a list."""
    if not call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return call.json()
    form = parse_qs(call.body.decode("utf-8", "replace"), keep_blank_values=True)
    if form.get("sensitive") == ["0"]:
        del form["sensitive"]  # what clients say of every status that needs no warning
    return {name.removesuffix("[]"): said if name.endswith("[]") else said[-1] for name, said in form.items()}


def content_of(call: Call, more: set[str]) -> dict[str, Any]:
    """What a status is to be.

    Args:
        more: what may be said besides text, language and pictures.

    Raises:
        RefusedError: Mastodon would not take it, or this stand-in does not know it.
    """
    content = said(call)
    if not isinstance(content, dict) or content.keys() - {"status", "language", "media_ids"} - more:
        raise RefusedError(invalid("This stand-in knows text, pictures, language and visibility only"))
    text = content.get("status")
    if not isinstance(text, str) or not text.strip():
        raise RefusedError(invalid("Text can't be blank"))
    if weight_of(text, counted_pieces) > LONGEST_STATUS:
        raise RefusedError(invalid(f"Text character limit of {LONGEST_STATUS} exceeded"))
    if content.get("visibility", "public") not in VISIBILITIES:
        raise RefusedError(invalid("Visibility is not included in the list"))
    if not str(content.get("in_reply_to_id", "0")).isdecimal():
        raise RefusedError(missing())
    return content
