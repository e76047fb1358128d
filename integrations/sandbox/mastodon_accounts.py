"""Mastodon's accounts, the applications that may speak for them, and what the server tells of itself."""

import secrets
import sqlite3

from integrations.channels.mastodon_text import LONGEST_STATUS
from integrations.channels.weighted_text import LINK_WEIGHT
from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.mastodon_problems import out_of_scope, unauthorized
from integrations.sandbox.mastodon_shown import credential_account
from integrations.sandbox.refusals import RefusedError, refusing
from integrations.sandbox.store import Store

FIRST_ACCOUNT = 109_000_000_000_000_000
VERSION = "4.4.0"
SCOPES = "read:accounts read:statuses write:statuses write:media"


def open_account(store: Store, username: str, scopes: str = SCOPES) -> sqlite3.Row:
    """The account of this name with its one application, made if there is none."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO mastodon_account (id, username, token, scopes, created_at)"
            " SELECT COALESCE(MAX(id), ?) + 1, ?, ?, ?, unixepoch() FROM mastodon_account WHERE true"
            " ON CONFLICT DO NOTHING",
            (FIRST_ACCOUNT, username, secrets.token_urlsafe(32), scopes),
        )
        found = db.execute("SELECT * FROM mastodon_account WHERE username = ?", (username,))
        account: sqlite3.Row = found.fetchone()
    return account


def account_of(call: Call, store: Store, scope: str = "") -> sqlite3.Row:
    """The account that a request speaks for.

    Raises:
        RefusedError: its token is not good, or not good for this.
    """
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    with store.reading() as db:
        found = db.execute("SELECT * FROM mastodon_account WHERE token = ?", (token,))
        account: sqlite3.Row | None = found.fetchone()
    if account is None or scheme.lower() != "bearer":
        raise RefusedError(unauthorized())
    if scope and not {scope, scope.partition(":")[0]} & set(account["scopes"].split()):
        raise RefusedError(out_of_scope())
    return account


@refusing
def verify(call: Call, store: Store) -> Answer:
    """GET /api/v1/accounts/verify_credentials."""
    return Answer.of(credential_account(account_of(call, store, "read:accounts"), call))


@refusing
def application(call: Call, store: Store) -> Answer:
    """GET /api/v1/apps/verify_credentials."""
    account = account_of(call, store)
    redirect = "urn:ietf:wg:oauth:2.0:oob"
    told = {"id": str(account["id"]), "name": "Meridian", "website": None, "scopes": account["scopes"].split()}
    return Answer.of({**told, "redirect_uri": redirect, "redirect_uris": [redirect], "vapid_key": ""})


def former_instance(call: Call, _store: Store) -> Answer:
    """GET /api/v1/instance: as much of it as clients need to learn the version."""
    return Answer.of({"uri": call.headers["host"], "title": "Meridian sandbox", "description": "", "version": VERSION})


def instance(call: Call, _store: Store) -> Answer:
    """GET /api/v2/instance."""
    address = f"http://{call.headers['host']}"
    nothing = {"max_featured_tags": 0, "max_pinned_statuses": 0}
    video = {"video_frame_rate_limit": 0, "video_matrix_limit": 0, "video_size_limit": 0}
    image = {"image_matrix_limit": 33_177_600, "image_size_limit": 16 * 1024 * 1024}
    polls = {"max_characters_per_option": 50, "max_expiration": 2_629_746, "max_options": 4, "min_expiration": 300}
    limits = {"max_characters": LONGEST_STATUS, "characters_reserved_per_url": LINK_WEIGHT, "max_media_attachments": 4}
    configuration = {
        "urls": {},
        "accounts": nothing,
        "statuses": limits,
        "media_attachments": {**image, **video, "supported_mime_types": ["image/jpeg", "image/png", "image/webp"]},
        "polls": polls,
        "translation": {"enabled": False},
    }
    return Answer.of(
        {
            "domain": call.headers["host"],
            "title": "Meridian sandbox",
            "version": VERSION,
            "source_url": address,
            "description": "A stand-in on this machine.",
            "usage": {"users": {"active_month": 1}},
            "thumbnail": {"url": f"{address}/thumbnail.png"},
            "icon": [],
            "languages": ["en"],
            "configuration": configuration,
            "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None},
            "api_versions": {"mastodon": 4},
            "contact": {"email": "sandbox@example.org", "account": None},
            "rules": [],
        }
    )
