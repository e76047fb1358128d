"""X's tokens: OAuth 2 with PKCE and refresh tokens that work once. Using one again ends every token that came of it."""

import secrets
import sqlite3
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import parse_qs

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store

ACCESS_SECONDS = 2 * 60 * 60
REFRESH_SECONDS = 182 * 24 * 60 * 60
SCOPE = "tweet.read tweet.write users.read media.write offline.access"
Form = Mapping[str, str]


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


def give(call: Call, store: Store) -> Answer:
    """POST /2/oauth2/token: tokens for a code or for a refresh token."""
    form = {name: values[-1] for name, values in parse_qs(call.body.decode("ascii", "replace")).items()}
    if not knows_client(store, call):
        return refusal(401, "unauthorized_client", "Missing valid authorization header")
    found = GRANTS.get(form.get("grant_type", ""))
    if found is None:
        return refusal(400, "unsupported_grant_type", f"This stand-in knows {', '.join(GRANTS)}.")
    grant, wrong = found
    with store.writing(call.deadline) as db:
        pair = grant(db, form, call.now)
    if pair is None:
        return refusal(400, "invalid_request", f"Value passed for the {wrong} was invalid.")
    return Answer.of(
        {
            "token_type": "bearer",
            "expires_in": ACCESS_SECONDS,
            "access_token": pair["access"],
            "refresh_token": pair["refresh"],
            "scope": pair["scope"],
        }
    )


def redeem(db: sqlite3.Connection, form: Form, now: float) -> dict[str, str] | None:
    """A pair for a code that somebody was given on the page of consent; None when it is not good for this request.

    A code that comes twice ends all that came of it (RFC 6749, 4.1.2).
    """
    code = db.execute("SELECT * FROM code WHERE value = ?", (form.get("code", ""),)).fetchone()
    if code is None or code["expires_at"] <= now or code["redirect_uri"] != form.get("redirect_uri"):
        return None
    if code["used"]:
        end(db, code["family"])
        return None
    if code["challenge"] != challenge_of(form.get("code_verifier", "")):
        return None
    db.execute("UPDATE code SET used = 1 WHERE value = ?", (code["value"],))
    return {**issue(db, code["account"], code["family"], now), "scope": code["scope"]}


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def trade(db: sqlite3.Connection, form: Form, now: float) -> dict[str, str] | None:
    """A new pair for a refresh token; None when it is not good any more."""
    value = form.get("refresh_token", "")
    token = db.execute("SELECT * FROM token WHERE value = ? AND kind = 'refresh'", (value,)).fetchone()
    if token is None or token["revoked"] or token["expires_at"] <= now:
        return None
    if token["used"]:
        end(db, token["family"])
        return None
    db.execute("UPDATE token SET used = 1 WHERE value = ?", (value,))
    consented = db.execute("SELECT scope FROM code WHERE family = ?", (token["family"],)).fetchone()
    scope = consented["scope"] if consented else SCOPE
    return {**issue(db, token["account"], token["family"], now), "scope": scope}


def end(db: sqlite3.Connection, family: str) -> None:
    """Revoke every token that came of one consent."""
    db.execute("UPDATE token SET revoked = 1 WHERE family = ?", (family,))


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


Grant = Callable[[sqlite3.Connection, Form, float], dict[str, str] | None]
GRANTS: dict[str, tuple[Grant, str]] = {"authorization_code": (redeem, "code"), "refresh_token": (trade, "token")}
