"""A blog's users, known by name and application password, and what they may do."""

import re
import secrets
import sqlite3
from base64 import b64decode
from binascii import Error as NotBase64

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store
from integrations.sandbox.wordpress_problems import problem

AUTHOR = "upload_files edit_posts edit_published_posts publish_posts read delete_posts delete_published_posts"


def open_user(store: Store, username: str, capabilities: str = AUTHOR) -> sqlite3.Row:
    """The user of this name, made if there is none."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO wordpress_user (username, password, capabilities) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (username, secrets.token_hex(12), capabilities),
        )
        found = db.execute("SELECT * FROM wordpress_user WHERE username = ?", (username,))
        user: sqlite3.Row = found.fetchone()
    return user


def user_of(call: Call, store: Store) -> sqlite3.Row | None:
    """Who a request speaks for. Whoever is not recognised is a stranger to WordPress, and read as such."""
    name, _, password = credentials(call).partition(":")
    with store.reading() as db:
        found = db.execute("SELECT * FROM wordpress_user WHERE username = ?", (name,))
        user: sqlite3.Row | None = found.fetchone()
    given = re.sub(r"[^a-zA-Z0-9]", "", password)
    return user if user and secrets.compare_digest(user["password"], given) else None


def able(call: Call, store: Store, *capabilities: str, code: str = "rest_cannot_create") -> sqlite3.Row:
    """The user that a request speaks for, who may do all this.

    Raises:
        RefusedError: nobody was recognised, or somebody who may not.
    """
    user = user_of(call, store)
    if user is None:
        raise RefusedError(problem(401, code, "Sorry, you are not allowed to do that."))
    if set(capabilities) - set(user["capabilities"].split()):
        raise RefusedError(problem(403, code, "Sorry, you are not allowed to do that."))
    return user


@refusing
def me(call: Call, store: Store) -> Answer:
    """GET /wp/v2/users/me."""
    user = able(call, store, code="rest_not_logged_in")
    return Answer.of({"id": user["id"], "capabilities": dict.fromkeys(user["capabilities"].split(), True)})


def credentials(call: Call) -> str:
    """Name and password of a request; empty where it has none that can be read."""
    scheme, _, encoded = call.headers.get("authorization", "").partition(" ")
    try:
        return b64decode(encoded, validate=True).decode() if scheme.lower() == "basic" else ""
    except (NotBase64, UnicodeDecodeError):
        return ""
