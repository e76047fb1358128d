"""Receivers of webhooks, which check signatures as the Standard Webhooks specification tells receivers to."""

import hmac
import json
import re
import secrets
import sqlite3
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store

TOLERANCE = 5 * 60  # seconds that a timestamp may be off
NAME = re.compile(r"[a-z0-9-]{1,40}")


def open_hook(store: Store, name: str) -> str:
    """The secret of the receiver called `name`, which is made if there is none."""
    with store.writing() as db:
        made = "whsec_" + b64encode(secrets.token_bytes(32)).decode()
        db.execute("INSERT INTO hook (name, secret) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, made))
        return str(db.execute("SELECT secret FROM hook WHERE name = ?", (name,)).fetchone()["secret"])


def receive(call: Call, store: Store, name: str) -> Answer:
    """POST /hooks/{name}."""
    with store.writing(call.deadline) as db:
        hook = db.execute("SELECT * FROM hook WHERE name = ?", (name,)).fetchone()
        if hook is None:
            return Answer.of({"error": "There is no receiver of this name."}, 404)
        problem = signature_problem(call, hook["secret"])
        db.execute(
            "INSERT INTO arrival (hook, message_id, at, verified, problem, body) VALUES (?, ?, ?, ?, ?, ?)",
            (name, call.headers.get("webhook-id", ""), call.now, not problem, problem, call.body),
        )
    return Answer.of({"error": problem}, 401) if problem else Answer(204)


def signature_problem(call: Call, secret: str) -> str:
    """Why a webhook is not to be trusted; empty when it is."""
    message_id, timestamp = call.headers.get("webhook-id", ""), call.headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isascii() or not timestamp.isdigit():
        return "webhook-id or webhook-timestamp is missing or malformed."
    if abs(call.now - int(timestamp)) > TOLERANCE:
        return "webhook-timestamp is too far from now."
    signed = f"{message_id}.{timestamp}.".encode() + call.body
    digest = hmac.digest(b64decode(secret.removeprefix("whsec_")), signed, sha256)
    expected = "v1," + b64encode(digest).decode()
    given = call.headers.get("webhook-signature", "").split()
    if not any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in given):
        return "None of the signatures is right."
    return ""


def messages(db: sqlite3.Connection, limit: int = -1) -> list[dict[str, Any]]:
    """What was received, one entry a message, the last arrival first."""
    rows = db.execute(
        "SELECT hook, message_id, COUNT(*) AS arrivals, MIN(verified) AS verified, COUNT(DISTINCT body) AS bodies,"
        " MIN(at) AS first_at, MAX(at) AS last_at, MAX(problem) AS problem, body"
        " FROM arrival GROUP BY hook, message_id ORDER BY MAX(id) DESC LIMIT ?",
        (limit,),
    )
    return [{**dict(row), "verified": bool(row["verified"]), "body": readable(row["body"])} for row in rows]


def readable(body: bytes) -> Any:
    """A body as JSON, or as text when it is none."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
