"""X's pictures: given in segments before the post that they belong to, and ready at once or a little later."""

import sqlite3
from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.forms import bytes_of, form_of, text_of
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store
from integrations.sandbox.x_problems import invalid, missing_media, unauthorized
from integrations.sandbox.x_tokens import account_of

FIRST_PICTURE = 1_800_000_000_000_000_000
MEDIA_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
CATEGORIES = {"tweet_image", "tweet_gif"}
LARGEST = 5 * 1024 * 1024  # bytes
LONGEST_ALT = 1000  # characters
MOST_SEGMENTS = 1000
MOST_PICTURES = 4
DAY = 24 * 60 * 60


@refusing
def initialize(call: Call, store: Store) -> Answer:
    """POST /2/media/upload/initialize."""
    account, asked = sender(call, store), object_in(call, {"media_type", "media_category", "total_bytes"})
    if asked.get("media_type") not in MEDIA_TYPES or asked.get("media_category") not in CATEGORIES:
        raise RefusedError(invalid("$.media_type or $.media_category: this stand-in takes pictures only"))
    size = asked.get("total_bytes")
    if not isinstance(size, int) or not 0 < size <= LARGEST:
        raise RefusedError(invalid(f"$.total_bytes: must be of 1 to {LARGEST}", "total_bytes"))
    with store.writing(call.deadline) as db:
        number = db.execute(
            "INSERT INTO x_media (id, account, media_type, size) SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ? FROM x_media"
            " RETURNING id",
            (FIRST_PICTURE, account["id"], asked["media_type"], size),
        ).fetchone()["id"]
    return Answer.of({"data": {"id": str(number), "expires_after_secs": DAY, "media_key": f"3_{number}"}})


@refusing
def append(call: Call, store: Store, number: str) -> Answer:
    """POST /2/media/upload/{id}/append: a segment, in base64 or as a part of a form."""
    account = sender(call, store)
    index, content = segment_in(call)
    with store.writing(call.deadline) as db:
        own(db, account, number)
        db.execute("INSERT OR REPLACE INTO x_segment VALUES (?, ?, ?)", (int(number), index, content))
    return Answer.of({"data": {"expires_at": int(call.now) + DAY}})


@refusing
def finalize(call: Call, store: Store, number: str) -> Answer:
    """POST /2/media/upload/{id}/finalize: all of it must be there."""
    account = sender(call, store)
    wait = call.fault.seconds or 0.0 if call.fault and call.fault.mode == "processing" else 0.0
    with store.writing(call.deadline) as db:
        row = own(db, account, number)
        parts = db.execute("SELECT content FROM x_segment WHERE media = ? ORDER BY number", (row["id"],)).fetchall()
        content = b"".join(part["content"] for part in parts)
        if len(content) != row["size"]:
            raise RefusedError(invalid(f"Segments do not add up to provided total file size {row['size']}."))
        db.execute("UPDATE x_media SET content = ?, ready_at = ? WHERE id = ?", (content, call.now + wait, row["id"]))
        return Answer.of(shown(own(db, account, number), call.now))


@refusing
def status(call: Call, store: Store) -> Answer:
    """GET /2/media/upload?command=STATUS&media_id=…: how far it is."""
    account, number = sender(call, store), call.parameters.get("media_id", "")
    if call.parameters.get("command", "STATUS") != "STATUS" or not number.isdecimal():
        raise RefusedError(invalid("The query parameters are command=STATUS and media_id"))
    with store.reading() as db:
        return Answer.of(shown(own(db, account, number), call.now))


@refusing
def describe(call: Call, store: Store) -> Answer:
    """POST /2/media/metadata: the alternative text."""
    account, asked = sender(call, store), object_in(call, {"id", "metadata"})
    metadata = asked.get("metadata")
    words = metadata.get("alt_text", {}).get("text") if isinstance(metadata, dict) else None
    if not isinstance(words, str) or not 0 < len(words) <= LONGEST_ALT:
        raise RefusedError(invalid(f"$.metadata.alt_text.text: must have 1 to {LONGEST_ALT} characters", "metadata"))
    with store.writing(call.deadline) as db:
        row = own(db, account, str(asked.get("id", "")))
        db.execute("UPDATE x_media SET alt = ? WHERE id = ?", (words, row["id"]))
    return Answer.of({"data": {"id": str(row["id"]), "associated_metadata": metadata}})


def picture(_call: Call, store: Store, number: str) -> Answer:
    """GET /x/media/{id}: the file itself."""
    with store.reading() as db:
        row = db.execute("SELECT * FROM x_media WHERE id = ? AND content IS NOT NULL", (int(number),)).fetchone()
    return Answer(200, row["content"], row["media_type"]) if row else Answer.of(missing_media(number), 404)


def attach(db: sqlite3.Connection, account: sqlite3.Row, post_id: int, numbers: list[str], now: float) -> None:
    """Make pictures those of a post.

    Raises:
        RefusedError: one of them is not to be had, or not ready.
    """
    for number in numbers:
        row = own(db, account, number)
        if row["ready_at"] is None or row["ready_at"] > now:
            raise RefusedError(invalid("Your media IDs are invalid.", "media.media_ids"))
        db.execute("UPDATE x_media SET post = ? WHERE id = ?", (post_id, row["id"]))


def own(db: sqlite3.Connection, account: sqlite3.Row, number: str) -> sqlite3.Row:
    """An upload of the account that was not posted yet.

    Raises:
        RefusedError: there is none of this number.
    """
    found = "SELECT * FROM x_media WHERE id = ? AND account = ? AND post IS NULL"
    wanted = int(number) if number.isdecimal() else 0
    row: sqlite3.Row | None = db.execute(found, (wanted, account["id"])).fetchone()
    if row is None:
        raise RefusedError(invalid("Your media IDs are invalid.", "media_id"))
    return row


def shown(row: sqlite3.Row, now: float) -> dict[str, Any]:
    """An upload as the API gives it."""
    told = {"id": str(row["id"]), "media_key": f"3_{row['id']}", "size": row["size"], "expires_after_secs": DAY}
    ready_at = row["ready_at"]
    if ready_at is None or ready_at > now:
        wait = 1 if ready_at is None else int(ready_at - now) + 1
        told["processing_info"] = {"state": "pending", "check_after_secs": wait}
    return {"data": told}


def sender(call: Call, store: Store) -> sqlite3.Row:
    """The account whose token the request carries.

    Raises:
        RefusedError: it carries none.
    """
    account = account_of(store, call)
    if account is None:
        raise RefusedError(unauthorized())
    return account


def object_in(call: Call, known: set[str]) -> dict[str, Any]:
    """The JSON object of a request, which has no other members than these.

    Raises:
        RefusedError: it is something else.
    """
    content = call.json()
    if not isinstance(content, dict) or content.keys() - known:
        raise RefusedError(invalid(f"The body must be a JSON object with nothing but {sorted(known)}"))
    return content


def segment_in(call: Call) -> tuple[int, bytes]:
    """Number and content of a segment.

    Raises:
        RefusedError: the request holds none.
    """
    content = call.json()
    try:
        if isinstance(content, dict):
            index, media = int(content["segment_index"]), b64decode(content["media"], validate=True)
        else:
            form = form_of(call)
            index, media = int(text_of(form["segment_index"])), bytes_of(form["media"])
    except (KeyError, TypeError, ValueError, NotBase64) as error:
        raise RefusedError(invalid("A segment has a segment_index and its media")) from error
    if not 0 <= index < MOST_SEGMENTS or not media:
        raise RefusedError(invalid("A segment_index is of 0 to 999, and a segment is not empty"))
    return index, media
