"""The sandbox as destinations: what a person would get from the services and the owner of a webhook's receiver."""

import secrets
import time
from pathlib import Path
from typing import Any

from integrations.channels.mastodon_text import LONGEST_STATUS
from integrations.sandbox.calls import LONGEST_SILENCE
from integrations.sandbox.facebook_tokens import open_page
from integrations.sandbox.hooks import open_hook
from integrations.sandbox.mastodon_accounts import open_account
from integrations.sandbox.store import Store, default_path
from integrations.sandbox.wordpress_users import open_user
from integrations.sandbox.x_tokens import ACCESS_SECONDS, issue

DEMO_ACCOUNT = "meridian_demo"
DEMO_HOOK = "demo"
DEMO_PAGE = "Meridian Demo"


def demo_destinations(port: int, data: Path | None = None) -> list[dict[str, Any]]:
    """The demo destinations of this installation, each with channel, name, config and secret.

    The secrets are made here and kept in the sandbox's file, which may but need not be served at the time. Every call
    authorises X anew, as connecting an account again would; the other secrets stay the same.

    Args:
        port: where the sandbox listens on 127.0.0.1.
        data: the sandbox's file; by default the one it uses by itself.
    """
    store, address = Store(data or default_path()), f"http://127.0.0.1:{port}"
    return [
        {
            "channel": "webhook",
            "name": "Sandbox webhook receiver (demo)",
            "config": {"url": f"{address}/hooks/{DEMO_HOOK}", "payload": "thin"},
            "secret": {"signing_secrets": [open_hook(store, DEMO_HOOK)]},
        },
        {"channel": "x", "name": "Sandbox X timeline (demo)", **x_account(store, address, DEMO_ACCOUNT)},
        {"channel": "facebook", "name": "Sandbox Facebook Page (demo)", **facebook_page(store, address, DEMO_PAGE)},
        {
            "channel": "mastodon",
            "name": "Sandbox Mastodon account (demo)",
            **mastodon_account(store, address, DEMO_ACCOUNT),
        },
        {"channel": "wordpress", "name": "Sandbox WordPress blog (demo)", **blog(store, address, DEMO_ACCOUNT)},
    ]


def x_account(store: Store, address: str, username: str) -> dict[str, Any]:
    """Config and secret for one account on the stand-in for X, made if there is none of that name."""
    now = time.time()
    with store.writing() as db:
        account = db.execute("SELECT id FROM account WHERE username = ?", (username,)).fetchone()
        if account is None:
            name = username.replace("_", " ").title()
            account = db.execute(
                "INSERT INTO account (username, name) VALUES (?, ?) RETURNING id", (username, name)
            ).fetchone()
        tokens = issue(db, account["id"], secrets.token_hex(8), now)
        client_id, client_secret = client(db)
    who = {"user_id": str(account["id"]), "connected_as": f"@{username}"}
    settle = str(int(LONGEST_SILENCE))
    return {
        "config": {**who, "base_url": address, "web_url": address, "settle_seconds": settle},
        "secret": {
            "client_id": client_id,
            "client_secret": client_secret,
            "access_token": tokens["access"],
            "refresh_token": tokens["refresh"],
            "expires_at": int(now) + ACCESS_SECONDS,
        },
    }


def facebook_page(store: Store, address: str, name: str) -> dict[str, Any]:
    """Config and secret for one Page on the stand-in for Facebook, made if there is none of that name."""
    page, settle = open_page(store, name), str(int(LONGEST_SILENCE))
    numbers = {"page_id": str(page["id"]), "app_id": page["app_id"], "settle_seconds": settle}
    return {
        "config": {**numbers, "posts_as": "link", "base_url": address, "web_url": address},
        "secret": {"app_secret": page["app_secret"], "access_token": page["token"]},
    }


def mastodon_account(store: Store, address: str, username: str) -> dict[str, Any]:
    """Config and secret for one account on the stand-in for Mastodon, made if there is none of that name."""
    account, settle = open_account(store, username), str(int(LONGEST_SILENCE))
    choices = {
        "posts_as": "picture",
        "visibility": "public",
        "longest_post": str(LONGEST_STATUS),
        "settle_seconds": settle,
    }
    return {
        "config": {"server": address, "account": username, **choices},
        "secret": {"access_token": account["token"]},
    }


def blog(store: Store, address: str, username: str) -> dict[str, Any]:
    """Config and secret for one user of the stand-in for a WordPress blog, made if there is none of that name."""
    user, settle = open_user(store, username), str(int(LONGEST_SILENCE))
    choices = {"routes": "pretty", "posts_as": "whole", "picture": "featured", "status": "publish"}
    return {
        "config": {"site": address, "username": username, **choices, "settle_seconds": settle},
        "secret": {"application_password": user["password"]},
    }


def client(db: Any) -> tuple[str, str]:
    """The id and secret of the one app that is registered with the stand-in."""
    app = db.execute("SELECT * FROM app").fetchone()
    if app is None:
        app = db.execute(
            "INSERT INTO app (client_id, client_secret) VALUES (?, ?) RETURNING *",
            (secrets.token_urlsafe(24), secrets.token_urlsafe(36)),
        ).fetchone()
    return app["client_id"], app["client_secret"]
