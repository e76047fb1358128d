"""Facebook's Pages and their tokens, which last until somebody takes them away."""

import hmac
import secrets
import sqlite3

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.facebook_problems import missing, not_yours, unauthorized, unproven
from integrations.sandbox.refusals import RefusedError
from integrations.sandbox.store import Store

FIRST_PAGE = 100_000_000_000_000
SCOPES = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"]


def open_page(store: Store, name: str) -> sqlite3.Row:
    """The Page of this name with the token and the app it belongs to, made if there is none."""
    app, token = (str(secrets.randbelow(10**15) + 10**15), secrets.token_hex(16)), secrets.token_urlsafe(96)
    with store.writing() as db:
        db.execute(
            "INSERT INTO facebook_page (id, name, app_id, app_secret, token)"
            " SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ?, ? FROM facebook_page WHERE true ON CONFLICT DO NOTHING",
            (FIRST_PAGE, name, *app, f"EAA{token}"),
        )
        page: sqlite3.Row = db.execute("SELECT * FROM facebook_page WHERE name = ?", (name,)).fetchone()
    return page


def page_of(call: Call, store: Store, page_id: str) -> sqlite3.Row:
    """The Page that a request speaks for: its token and the proof of its app's secret are right, and it is this one.

    Raises:
        RefusedError: it does not.
    """
    with store.reading() as db:
        page: sqlite3.Row | None = db.execute("SELECT * FROM facebook_page WHERE token = ?", (bearer(call),)).fetchone()
        known = db.execute("SELECT 1 FROM facebook_page WHERE id = ?", (int(page_id),)).fetchone()
    if page is None:
        raise RefusedError(unauthorized())
    proof = hmac.digest(page["app_secret"].encode(), page["token"].encode(), "sha256").hex()
    if not hmac.compare_digest(call.parameters.get("appsecret_proof", "").encode(), proof.encode()):
        raise RefusedError(unproven())
    if page["id"] != int(page_id):
        raise RefusedError(not_yours() if known else missing(page_id))
    return page


def debug(call: Call, store: Store) -> Answer:
    """GET /debug_token: what an app may know of a token that was given to it."""
    app_id, _, app_secret = bearer(call).partition("|")
    with store.reading() as db:
        row = db.execute(
            "SELECT * FROM facebook_page WHERE app_id = ? AND app_secret = ?", (app_id, app_secret)
        ).fetchone()
    if row is None:
        return unauthorized()
    if not hmac.compare_digest(row["token"].encode(), call.parameters.get("input_token", "").encode()):
        error = {"code": 190, "message": "The access token could not be decrypted"}
        return Answer.of({"data": {"is_valid": False, "scopes": [], "error": error}})
    told = {"app_id": app_id, "type": "PAGE", "application": "Meridian", "is_valid": True, "profile_id": str(row["id"])}
    return Answer.of({"data": {**told, "expires_at": 0, "data_access_expires_at": 0, "scopes": SCOPES}})


def bearer(call: Call) -> str:
    """The token of a request: in its header, or among its parameters, as Meta's own libraries send it."""
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    return value if scheme.lower() == "bearer" else call.parameters.get("access_token", "")
