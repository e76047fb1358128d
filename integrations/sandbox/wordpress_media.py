"""A blog's library: pictures, given before the post that shows them."""

import sqlite3

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.forms import bytes_of, form_of, text_of
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store
from integrations.sandbox.wordpress_problems import missing, problem
from integrations.sandbox.wordpress_users import able

MEDIA_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif"}


@refusing
def upload(call: Call, store: Store) -> Answer:
    """POST /wp/v2/media."""
    user, form = able(call, store, "upload_files"), form_of(call)
    file = form.get("file")
    if file is None:
        raise RefusedError(problem(400, "rest_upload_no_data", "No data supplied."))
    if file.get_content_type() not in MEDIA_TYPES or not bytes_of(file):
        words = "Sorry, you are not allowed to upload this file type."
        raise RefusedError(problem(500, "rest_upload_unknown_error", words))
    with store.writing(call.deadline) as db:
        row = db.execute(
            "INSERT INTO wordpress_media (author, slug, alt, media_type, content) VALUES (?, ?, ?, ?, ?) RETURNING *",
            (
                user["id"],
                text_of(form.get("slug")),
                text_of(form.get("alt_text")),
                file.get_content_type(),
                bytes_of(file),
            ),
        ).fetchone()
    return Answer.of(shown(row, call), 201)


@refusing
def library(call: Call, store: Store) -> Answer:
    """GET /wp/v2/media?slug=…, as its users see it."""
    able(call, store, "edit_posts", code="rest_forbidden_context")
    with store.reading() as db:
        rows = db.execute("SELECT * FROM wordpress_media WHERE slug = ?", (call.parameters.get("slug", ""),))
        return Answer.of([shown(row, call) for row in rows])


def picture(_call: Call, store: Store, number: str) -> Answer:
    """GET /wordpress/media/{id}: the file itself."""
    with store.reading() as db:
        row = db.execute("SELECT * FROM wordpress_media WHERE id = ?", (int(number),)).fetchone()
    return Answer(200, row["content"], row["media_type"]) if row else missing()


def shown(row: sqlite3.Row, call: Call) -> dict[str, object]:
    link = f"http://{call.headers['host']}/wordpress/media/{row['id']}"
    return {"id": row["id"], "slug": row["slug"], "status": "inherit", "link": link}
