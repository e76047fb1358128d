"""Facebook's dialog: whoever is asked there allows an app to post to some of their Pages, or does not."""

import json
import secrets
import sqlite3
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from django.template import Context

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.facebook_tokens import SCOPES
from integrations.sandbox.store import Store
from integrations.sandbox.x_consent import LOOPBACK, POLICY, TEMPLATES

CODE_SECONDS = 10 * 60


def ask(call: Call, store: Store) -> Answer:
    """GET /dialog/oauth: the dialog, as a person sees it who may create content on every Page of the app."""
    with store.reading() as db:
        problem = what_is_wrong(db, call.parameters)
        pages = [dict(page) for page in pages_of(db, call.parameters)]
    context = {"problem": problem, "asked": call.query, "path": call.path, "pages": pages}
    page = Context({**context, "scopes": scopes(call.parameters)})
    html = TEMPLATES.get_template("facebook_consent.html").render(page)
    where = urlsplit(call.parameters.get("redirect_uri", "")) if not problem else None
    policy = POLICY.format(f"{where.scheme}://{where.netloc}" if where else "")
    headers = {"content-security-policy": policy}
    return Answer(400 if problem else 200, html.encode(), "text/html; charset=utf-8", headers)


def answer(call: Call, store: Store) -> Answer:
    """POST /dialog/oauth: back to where the request came from, with a code or without."""
    form = parse_qs(call.body.decode("ascii", "replace"))
    asked = dict(parse_qsl(form.get("asked", [""])[-1]))
    with store.writing(call.deadline) as db:
        if problem := what_is_wrong(db, asked):
            return Answer.of({"error": problem}, 400)
        said = {"error": "access_denied", "error_reason": "user_denied", "error_description": "Permissions error"}
        if "allow" in form:
            allowed = [scope for scope in form.get("scope", []) if scope in scopes(asked)]
            said = {"code": code_for(db, asked, allowed, form.get("page", []), call.now)}
    back = urlencode({**said, "state": asked["state"]})
    return Answer(302, headers={"location": f"{asked['redirect_uri']}?{back}#_=_"})


def code_for(db: sqlite3.Connection, asked: dict[str, str], allowed: list[str], pages: list[str], now: float) -> str:
    """A code for what was allowed; it works once."""
    value = f"AQ{secrets.token_urlsafe(96)}"
    db.execute(
        "INSERT INTO facebook_code (value, app_id, redirect_uri, scopes, pages, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (value, asked["client_id"], asked["redirect_uri"], json.dumps(allowed), json.dumps(pages), now + CODE_SECONDS),
    )
    return value


def what_is_wrong(db: sqlite3.Connection, asked: dict[str, str]) -> str:
    """Why Facebook would not show its dialog for a request; empty when it would."""
    if not pages_of(db, asked):
        return "No app has this client_id."
    if urlsplit(asked.get("redirect_uri", "")).hostname not in LOOPBACK:
        return "The redirect_uri must be on this machine."
    if asked.get("response_type") != "code" or not asked.get("state"):
        return "The response_type must be code, and there must be a state."
    if not set(scopes(asked)) <= set(SCOPES) or not scopes(asked):
        return f"The scope must be of: {', '.join(SCOPES)}."
    return ""


def pages_of(db: sqlite3.Connection, asked: dict[str, str]) -> list[sqlite3.Row]:
    """The Pages of an app."""
    app = (asked.get("client_id", ""),)
    return db.execute("SELECT * FROM facebook_page WHERE app_id = ? ORDER BY id", app).fetchall()


def scopes(asked: dict[str, str]) -> list[str]:
    return list(filter(None, asked.get("scope", "").split(",")))
