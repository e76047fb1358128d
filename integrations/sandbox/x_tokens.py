"""X's tokens: OAuth 2 with refresh tokens that work once. Using one again ends every token that came of it."""

import secrets
import sqlite3
from base64 import b64decode
from binascii import Error as NotBase64
from urllib.parse import parse_qs

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store

ACCESS_SECONDS = 2 * 60 * 60
REFRESH_SECONDS = 182 * 24 * 60 * 60
SCOPE = "tweet.read tweet.write users.read offline.access"


def issue(db: sqlite3.Connection, account: int, family: str, now: float) -> dict[str, str]:
    """A new pair of tokens for an account."""
    pair = {"access": secrets.token_urlsafe(48), "refresh": secrets.token_urlsafe(48)}
    for kind, lifetime in (("access", ACCESS_SECONDS), ("refresh", REFRESH_SECONDS)):
        db.execute(
            "INSERT INTO token (value, kind, account, family, expires_at) VALUES (?, ?, ?, ?, ?)",
            (pair[kind], kind, account, family, now + lifetime),
        )
    return pair


def account_of(store: Store, call: Call) -> sqlite3.Row | None:
    """The account whose living access token the request carries."""
    scheme, _, value = call.headers.get("authorization", "").partition(" ")
    with store.reading() as db:
        account: sqlite3.Row | None = db.execute(
            "SELECT account.* FROM token JOIN account ON account.id = token.account"
            " WHERE value = ? AND kind = 'access' AND NOT revoked AND expires_at > ?",
            (value if scheme.lower() == "bearer" else "", call.now),
        ).fetchone()
    return account


def renew(call: Call, store: Store) -> Answer:
    """POST /2/oauth2/token."""
    form = {name: values[-1] for name, values in parse_qs(call.body.decode("ascii", "replace")).items()}
    if not knows_client(store, call):
        return refusal(401, "unauthorized_client", "Missing valid authorization header")
    if form.get("grant_type") != "refresh_token":
        return refusal(400, "unsupported_grant_type", "This stand-in only renews tokens.")
    with store.writing(call.deadline) as db:
        pair = trade(db, form.get("refresh_token", ""), call.now)
    if pair is None:
        return refusal(400, "invalid_request", "Value passed for the token was invalid.")
    return Answer.of(
        {
            "token_type": "bearer",
            "expires_in": ACCESS_SECONDS,
            "access_token": pair["access"],
            "refresh_token": pair["refresh"],
            "scope": SCOPE,
        }
    )


def trade(db: sqlite3.Connection, value: str, now: float) -> dict[str, str] | None:
    """A new pair for a refresh token; None when it is not good any more."""
    token = db.execute("SELECT * FROM token WHERE value = ? AND kind = 'refresh'", (value,)).fetchone()
    if token is None or token["revoked"] or token["expires_at"] <= now:
        return None
    if token["used"]:
        db.execute("UPDATE token SET revoked = 1 WHERE family = ?", (token["family"],))
        return None
    db.execute("UPDATE token SET used = 1 WHERE value = ?", (value,))
    return issue(db, token["account"], token["family"], now)


def knows_client(store: Store, call: Call) -> bool:
    scheme, _, pair = call.headers.get("authorization", "").partition(" ")
    try:
        client_id, _, client_secret = b64decode(pair if scheme.lower() == "basic" else "", validate=True).partition(
            b":"
        )
    except NotBase64:
        return False
    with store.reading() as db:
        found = db.execute(
            "SELECT 1 FROM app WHERE client_id = ? AND client_secret = ?",
            (client_id.decode("utf-8", "replace"), client_secret.decode("utf-8", "replace")),
        )
        return found.fetchone() is not None


def refusal(status: int, error: str, description: str) -> Answer:
    return Answer.of({"error": error, "error_description": description}, status)
