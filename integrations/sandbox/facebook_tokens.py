"""Facebook's Pages and their tokens, which last until somebody takes them away."""

import hmac
import json
import secrets
import sqlite3

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.facebook_problems import missing, not_yours, unauthorized, unproven
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

FIRST_PAGE = 100_000_000_000_000
SCOPES = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"]


def open_page(store: Store, name: str, beside: sqlite3.Row | None = None) -> sqlite3.Row:
    """The Page of this name with the token and the app it belongs to, made if there is none.

    Args:
        beside: another Page, whose app a new one shares.
    """
    new_app = (str(secrets.randbelow(10**15) + 10**15), secrets.token_hex(16))
    app, token = (beside["app_id"], beside["app_secret"]) if beside else new_app, secrets.token_urlsafe(96)
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


@refusing
def debug(call: Call, store: Store) -> Answer:
    """GET /debug_token: what an app may know of a token that was given to it."""
    app_id, _, app_secret = bearer(call).partition("|")
    asked = (call.parameters.get("input_token", ""), app_id)
    with store.reading() as db:
        app = (app_id, app_secret)
        if db.execute("SELECT 1 FROM facebook_page WHERE app_id = ? AND app_secret = ?", app).fetchone() is None:
            raise RefusedError(unauthorized())
        page = db.execute("SELECT * FROM facebook_page WHERE token = ? AND app_id = ?", asked).fetchone()
        person = db.execute("SELECT * FROM facebook_person WHERE token = ? AND app_id = ?", asked).fetchone()
    token = {"app_id": app_id, "application": "Meridian", "is_valid": True, "data_access_expires_at": 0}
    if page:
        of_page = {"type": "PAGE", "profile_id": str(page["id"]), "expires_at": 0, "scopes": SCOPES}
        return Answer.of({"data": token | of_page})
    if person:
        of_person = {"type": "USER", "expires_at": int(person["expires_at"]), "scopes": json.loads(person["scopes"])}
        return Answer.of({"data": token | of_person})
    error = {"code": 190, "message": "The access token could not be decrypted"}
    return Answer.of({"data": {"is_valid": False, "scopes": [], "error": error}})


def bearer(call: Call) -> str:
    """The token of a request: in its header, or among its parameters, as Meta's own libraries send it."""
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    return value if scheme.lower() == "bearer" else call.parameters.get("access_token", "")
