"""X's page of consent: whoever is asked there allows an app to act for an account, or does not."""

import secrets
import sqlite3
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.template import Context, Engine

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store
from integrations.sandbox.x_tokens import SCOPE

TEMPLATES = Engine(dirs=[str(Path(__file__).parent)])
CODE_SECONDS = 30
LOOPBACK = {"127.0.0.1", "localhost"}
POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self' {}"


def ask(call: Call, store: Store) -> Answer:
    """GET /i/oauth2/authorize: the page."""
    with store.reading() as db:
        problem = what_is_wrong(db, call.parameters)
        accounts = db.execute("SELECT * FROM account ORDER BY id").fetchall()
    context = {"problem": problem, "asked": call.query, "accounts": accounts, "scopes": scopes(call.parameters)}
    html = TEMPLATES.get_template("consent.html").render(Context(context))
    where = urlsplit(call.parameters.get("redirect_uri", "")) if not problem else None
    policy = POLICY.format(f"{where.scheme}://{where.netloc}" if where else "")
    headers = {"content-security-policy": policy}
    return Answer(400 if problem else 200, html.encode(), "text/html; charset=utf-8", headers)


def answer(call: Call, store: Store) -> Answer:
    """POST /i/oauth2/authorize: back to where the request came from, with a code or without."""
    chosen = dict(parse_qsl(call.body.decode("ascii", "replace")))
    asked = dict(parse_qsl(chosen.get("asked", "")))
    with store.writing(call.deadline) as db:
        if problem := what_is_wrong(db, asked):
            return Answer.of({"error": problem}, 400)
        account = db.execute("SELECT id FROM account WHERE username = ?", (chosen.get("allow", ""),)).fetchone()
        said = {"code": code_for(db, account["id"], asked, call.now)} if account else {"error": "access_denied"}
    back = urlencode({"state": asked.get("state", ""), **said})
    return Answer(302, headers={"location": f"{asked['redirect_uri']}?{back}"})


def code_for(db: sqlite3.Connection, account: int, asked: dict[str, str], now: float) -> str:
    """A code that is good for half a minute, for whoever knows what the challenge was made of."""
    value = secrets.token_urlsafe(48)
    db.execute(
        "INSERT INTO code (value, account, redirect_uri, challenge, scope, family, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            value,
            account,
            asked["redirect_uri"],
            asked["code_challenge"],
            asked["scope"],
            secrets.token_hex(8),
            now + CODE_SECONDS,
        ),
    )
    return value


def what_is_wrong(db: sqlite3.Connection, asked: dict[str, str]) -> str:
    """Why X would not show its page of consent for a request; empty when it would."""
    if db.execute("SELECT 1 FROM app WHERE client_id = ?", (asked.get("client_id", ""),)).fetchone() is None:
        return "No app has this client_id."
    if urlsplit(asked.get("redirect_uri", "")).hostname not in LOOPBACK:
        return "The redirect_uri must be on this machine."
    if asked.get("response_type") != "code" or not asked.get("state"):
        return "The response_type must be code, and there must be a state."
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        return "The code_challenge must be one of S256."
    if not set(scopes(asked)) <= set(SCOPE.split()) or not scopes(asked):
        return f"The scope must be of: {SCOPE}."
    return ""


def scopes(asked: dict[str, str]) -> list[str]:
    return asked.get("scope", "").split()
