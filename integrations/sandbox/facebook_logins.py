"""What an app gets for a person's consent: their access token, and with it those of their Pages."""

import hmac
import json
import secrets
import sqlite3
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.facebook_problems import invalid, problem, unauthorized, unproven
from integrations.sandbox.facebook_tokens import bearer
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

SHORT = 60 * 60  # seconds; Meta says an hour or two
LONG = 60 * 24 * 60 * 60
# Facebook is known to give these subcodes for codes; no page of Meta's lists them.
EXPIRED, ELSEWHERE, USED = 36007, 36008, 36009
TASKS = ["ANALYZE", "CREATE_CONTENT", "MODERATE", "MANAGE"]
LISTED = {"access_token", "appsecret_proof", "fields", "limit"}


@refusing
def access_token(call: Call, store: Store) -> Answer:
    """POST /oauth/access_token: a person's token for a code, or one that lasts for one that does not."""
    form, lasts = call.form, call.form.get("grant_type") == "fb_exchange_token"
    app = (form.get("client_id", ""), form.get("client_secret", ""))
    with store.writing(call.deadline) as db:
        if db.execute("SELECT 1 FROM facebook_page WHERE app_id = ? AND app_secret = ?", app).fetchone() is None:
            raise RefusedError(problem(400, 1, "Error validating client secret."))
        allowed = exchanged(db, form, call.now) if lasts else redeemed(db, form, call.now)
        token, seconds = f"EAA{secrets.token_urlsafe(96)}", LONG if lasts else SHORT
        db.execute(
            "INSERT INTO facebook_person (token, app_id, scopes, pages, expires_at) VALUES (?, ?, ?, ?, ?)",
            (token, app[0], allowed["scopes"], allowed["pages"], call.now + seconds),
        )
    return Answer.of({"access_token": token, "token_type": "bearer", "expires_in": seconds})


def redeemed(db: sqlite3.Connection, form: dict[str, str], now: float) -> sqlite3.Row:
    """What a code stands for; it works once.

    Raises:
        RefusedError: it is not good for this request.
    """
    asked = (form.get("code", ""), form["client_id"])
    code: sqlite3.Row | None = db.execute(
        "SELECT * FROM facebook_code WHERE value = ? AND app_id = ?", asked
    ).fetchone()
    if code is None:
        raise RefusedError(invalid("Invalid verification code format."))
    if code["used"]:
        raise RefusedError(invalid("This authorization code has been used.", USED))
    if code["expires_at"] <= now:
        raise RefusedError(invalid("This authorization code has expired.", EXPIRED))
    if code["redirect_uri"] != form.get("redirect_uri"):
        raise RefusedError(invalid("Error validating verification code: another redirect_uri", ELSEWHERE))
    db.execute("UPDATE facebook_code SET used = 1 WHERE value = ?", (code["value"],))
    return code


def exchanged(db: sqlite3.Connection, form: dict[str, str], now: float) -> sqlite3.Row:
    """What a person's token stands for.

    Raises:
        RefusedError: it is not good any more, or another app's.
    """
    asked = (form.get("fb_exchange_token", ""), form["client_id"], now)
    person: sqlite3.Row | None = db.execute(
        "SELECT * FROM facebook_person WHERE token = ? AND app_id = ? AND expires_at > ?", asked
    ).fetchone()
    if person is None:
        raise RefusedError(unauthorized())
    return person


@refusing
def accounts(call: Call, store: Store) -> Answer:
    """GET /me/accounts: the Pages that a person has allowed an app to see, with their tokens."""
    if unknown := sorted(call.parameters.keys() - LISTED):
        raise RefusedError(invalid(f"This stand-in knows no parameter {unknown[0]}"))
    with store.reading() as db:
        person = db.execute("SELECT * FROM facebook_person WHERE token = ?", (bearer(call),)).fetchone()
        if person is None or person["expires_at"] <= call.now:
            raise RefusedError(unauthorized())
        pages = db.execute("SELECT * FROM facebook_page WHERE app_id = ?", (person["app_id"],)).fetchall()
    proof = hmac.digest(pages[0]["app_secret"].encode(), person["token"].encode(), "sha256").hex()
    if not hmac.compare_digest(call.parameters.get("appsecret_proof", "").encode(), proof.encode()):
        raise RefusedError(unproven())
    allowed = json.loads(person["pages"]) if "pages_show_list" in json.loads(person["scopes"]) else []
    shown = call.parameters.get("fields", "id,name").split(",")
    found = [described(page) for page in pages if str(page["id"]) in allowed]
    return Answer.of({"data": [{name: page[name] for name in shown} for page in found]})


def described(page: sqlite3.Row) -> dict[str, Any]:
    """A Page as a person sees it who may do everything there."""
    return {"id": str(page["id"]), "name": page["name"], "access_token": page["token"], "tasks": TASKS}
