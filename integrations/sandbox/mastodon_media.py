"""Mastodon's pictures: given before the status that they belong to, and ready at once or a little later."""

import sqlite3
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.forms import bytes_of, form_of, text_of
from integrations.sandbox.mastodon_accounts import account_of
from integrations.sandbox.mastodon_problems import invalid, missing
from integrations.sandbox.mastodon_shown import shown_media
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

FIRST_PICTURE = 112_000_000_000_000_000
MEDIA_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
LONGEST_ALT = 1500  # characters
MOST_PICTURES = 4


@refusing
def upload(call: Call, store: Store) -> Answer:
    """POST /api/v2/media: 202 while the server is still at it."""
    account, form = account_of(call, store, "write:media"), form_of(call)
    file, alt = form.get("file"), text_of(form.get("description"))
    if file is None or file.get_content_type() not in MEDIA_TYPES or not bytes_of(file):
        raise RefusedError(invalid("File has contents that are not what they are reported to be"))
    if len(alt) > LONGEST_ALT:
        raise RefusedError(invalid(f"Description is too long (maximum is {LONGEST_ALT} characters)"))
    wait = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "processing" else 0.0
    with store.writing(call.deadline) as db:
        row = db.execute(
            "INSERT INTO mastodon_media (id, account, alt, media_type, content, ready_at)"
            " SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ?, ?, ? FROM mastodon_media RETURNING *",
            (FIRST_PICTURE, account["id"], alt, file.get_content_type(), bytes_of(file), call.now + wait),
        ).fetchone()
    return Answer.of(shown_media(row, call), 202 if wait else 200)


@refusing
def state(call: Call, store: Store, number: str) -> Answer:
    """GET /api/v1/media/{id}: 206 while the server is still at it; what was posted is not there any more."""
    account = account_of(call, store, "write:media")
    with store.reading() as db:
        row = waiting(db, account, number)
    return Answer.of(shown_media(row, call), 200 if row["ready_at"] <= call.now else 206)


def picture(_call: Call, store: Store, number: str) -> Answer:
    """GET /mastodon/media/{id}: the file itself."""
    with store.reading() as db:
        row = db.execute("SELECT * FROM mastodon_media WHERE id = ?", (int(number),)).fetchone()
    return Answer(200, row["content"], row["media_type"]) if row else missing()


def attach(db: sqlite3.Connection, account: sqlite3.Row, status: int, numbers: Any, now: float) -> None:
    """Make these pictures, and no others, those of a status.

    Raises:
        RefusedError: one of them is not to be had, or not ready.
    """
    if not isinstance(numbers, list) or len(numbers) > MOST_PICTURES or not all(str(n).isdecimal() for n in numbers):
        raise RefusedError(invalid("Cannot attach these files"))
    own = db.execute("SELECT id FROM mastodon_media WHERE status = ?", (status,)).fetchall()
    for number in {str(n) for n in numbers} - {str(row["id"]) for row in own}:
        if waiting(db, account, number)["ready_at"] > now:
            raise RefusedError(invalid("Cannot attach files that have not finished processing. Try again in a moment!"))
    db.execute("UPDATE mastodon_media SET status = NULL WHERE status = ?", (status,))
    db.executemany("UPDATE mastodon_media SET status = ? WHERE id = ?", [(status, int(n)) for n in numbers])


def waiting(db: sqlite3.Connection, account: sqlite3.Row, number: str) -> sqlite3.Row:
    """An upload of the account that was not posted yet.

    Raises:
        RefusedError: there is none of this number.
    """
    found = "SELECT * FROM mastodon_media WHERE id = ? AND account = ? AND status IS NULL"
    row: sqlite3.Row | None = db.execute(found, (int(number), account["id"])).fetchone()
    if row is None:
        raise RefusedError(missing())
    return row
