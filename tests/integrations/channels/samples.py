"""Messages, accounts and answers to try channels with."""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from integrations.channels.base import Account, Message, Uploads
from integrations.http import Request, Response

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
MARKER = "k7Qm2xPa"
MESSAGE = Message(
    id="msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
    action="published",
    cause="content",
    occurred_at=NOW,
    kind="page",
    type="articles",
    uid="3f0f7d1c-6f0a-4f0e-9a3e-0d6f6a1d2b3c",
    path="/en/articles/sleep/",
    previous_path="",
    version=3,
    etag='"9f2c"',
    url="https://example.org/en/articles/sleep/",
    document={
        "title": "Sleeping with a stiff neck",
        "url": "https://example.org/en/articles/sleep/",
        "tags": ["sleep", "neck"],
    },
    share={
        "title": "Sleeping with a stiff neck",
        "summary": "What helps, what does not, and when to see a doctor.",
        "url": "https://example.org/en/articles/sleep/",
        "image": None,
        "text": {},
    },
    feeds=("https://example.org/feeds/atom/?type=articles", "https://example.org/feeds/rss/"),
    cache_keys=("doc-3f0f7d1c-6f0a-4f0e-9a3e-0d6f6a1d2b3c", "list-articles"),
    cursor=12,
    previous_cursor=11,
)
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
CONFIGS: dict[str, dict[str, Any]] = {
    "webhook": {"url": "https://example.org/hook"},
    "x": {"user_id": "42", "settle_seconds": "10"},
    "facebook": {"page_id": "42", "app_id": "7", "settle_seconds": "10"},
    "mastodon": {"server": "https://mastodon.example.org", "account": "meridian", "settle_seconds": "10"},
    "websub": {"hub": "https://hub.example.org/"},
    "purge": {"cache": "fastly", "service": "SU1Z0isxPaozGVKXdv0eY"},
    "wordpress": {"site": "https://blog.example.org", "username": "meridian", "settle_seconds": "10"},
}
# Changes to these that cannot work, and the setting that must be named.
REFUSED: dict[str, list[tuple[dict[str, Any], str]]] = {
    "webhook": [
        ({"url": "https://user:secret@example.org/"}, "url"),
        ({"url": "not an address"}, "url"),
        ({"payload": "fat"}, "payload"),
        ({"signature": "v1a"}, "signature"),
        ({"headers": "Host: elsewhere.example.org"}, "headers"),
        ({"headers": "Authorization: Bearer t0ken"}, "headers"),
    ],
    "x": [
        ({"user_id": "@meridian"}, "user_id"),
        ({"settle_seconds": "soon"}, "settle_seconds"),
        ({"base_url": "x"}, "base_url"),
    ],
    "facebook": [
        ({"page_id": "meridian"}, "page_id"),
        ({"app_id": ""}, "app_id"),
        ({"posts_as": "reel"}, "posts_as"),
        ({"settle_seconds": "soon"}, "settle_seconds"),
        ({"base_url": "x"}, "base_url"),
    ],
    "mastodon": [
        ({"server": "mastodon"}, "server"),
        ({"account": "@meridian@mastodon.example.org"}, "account"),
        ({"posts_as": "video"}, "posts_as"),
        ({"visibility": "direct"}, "visibility"),
        ({"longest_post": "140"}, "longest_post"),
        ({"settle_seconds": "soon"}, "settle_seconds"),
    ],
    "wordpress": [
        ({"site": "blog"}, "site"),
        ({"site": "https://blog.example.org/?rest_route=/"}, "site"),
        ({"username": "a:b"}, "username"),
        ({"posts_as": "video"}, "posts_as"),
        ({"picture": "big"}, "picture"),
        ({"status": "private"}, "status"),
        ({"routes": "xmlrpc"}, "routes"),
        ({"categories": "3, health"}, "categories"),
        ({"tags": "-"}, "tags"),
        ({"settle_seconds": "soon"}, "settle_seconds"),
    ],
    "websub": [({"hub": "not an address"}, "hub")],
    "purge": [
        ({"cache": "nginx"}, "cache"),
        ({"cache": "varnish", "server": ""}, "server"),
        ({"service": "../purge_all"}, "service"),
        ({"server": "ftp://x"}, "server"),
    ],
}
SECRETS: dict[str, dict[str, Any]] = {
    "webhook": {"signing_secrets": ["whsec_" + "QUJD" * 10 + "QUI="]},
    "x": {
        "client_id": "client",
        "client_secret": "hush",
        "access_token": "first",
        "refresh_token": "once",
        "expires_at": int(NOW.timestamp()) + 3600,
    },
    "facebook": {"app_secret": "hush", "access_token": "first"},
    "mastodon": {"access_token": "first"},
    "websub": {},
    "purge": {"token": "hush"},
    "wordpress": {"application_password": "abcd EFGH 1234 ijkl MNOP 5678"},
}
# What a message is about, where that is not the document's address.
SUBJECTS = {"websub": MESSAGE.feeds[0], "purge": MESSAGE.cache_keys[0]}


def shared(**share: Any) -> Message:
    """The message, with other words to share."""
    return replace(MESSAGE, share={**(MESSAGE.share or {}), **share})


def account(config: Mapping[str, Any], secret: Mapping[str, Any], now: datetime | None = None, **more: Any) -> Account:
    """An account whose secret is kept in a variable, as the destination's row would keep it; with a small picture."""
    kept = [secret]
    return Account(
        config=config,
        secret=secret,
        now=now or datetime.now(UTC),
        load_secret=lambda: kept[-1],
        save_secret=kept.append,
        uploads=Uploads(lambda _address: (PICTURE, "image/png"), lambda _numbers: None),
        marker=MARKER,
        **more,
    )


def answer(status: int, content: Any = None, **headers: str) -> Response:
    """An answer of `content` as JSON; underscores in header names stand for hyphens."""
    body = b"" if content is None else json.dumps(content).encode()
    return Response(status, [(name.replace("_", "-"), value) for name, value in headers.items()], body)


class Script:
    """A door that gives the answers written down for it, and keeps the requests."""

    def __init__(self, *answers: Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        following = self.answers.pop(0)
        if isinstance(following, Exception):
            raise following
        return following
