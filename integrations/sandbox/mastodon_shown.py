"""Accounts and statuses as Mastodon's API gives them."""

import re
import sqlite3
from datetime import UTC, datetime
from html import escape
from typing import Any

from integrations.sandbox.calls import Call

LINK = re.compile(r"https?://[^\s<>]+")
INVISIBLE = '<span class="invisible">{}</span>'


def credential_account(row: sqlite3.Row, call: Call) -> dict[str, Any]:
    """An account as it is shown to itself."""
    source = {"privacy": "public", "sensitive": False, "language": "", "note": "", "fields": []}
    role = {"id": "-99", "name": "", "permissions": "0", "color": "", "highlighted": False}
    own = {"source": {**source, "follow_requests_count": 0, "indexable": True}, "role": role}
    return {**shown_account(row, call), **own}


def shown_account(row: sqlite3.Row, call: Call) -> dict[str, Any]:
    address, name = f"http://{call.headers['host']}", row["username"]
    flags = dict.fromkeys(("locked", "bot", "group"), False)
    counts = dict.fromkeys(("followers_count", "following_count", "statuses_count"), 0)
    pictures = dict.fromkeys(("avatar", "avatar_static", "header", "header_static"), f"{address}/missing.png")
    return {
        "id": str(row["id"]),
        "username": name,
        "acct": name,
        "display_name": name.replace("_", " ").title(),
        "created_at": moment(row["created_at"]),
        "indexable": True,
        "note": "",
        "url": f"{address}/@{name}",
        "uri": f"{address}/users/{name}",
        "emojis": [],
        "fields": [],
        **flags,
        **counts,
        **pictures,
    }


def shown_status(db: sqlite3.Connection, row: sqlite3.Row, account: sqlite3.Row, call: Call) -> dict[str, Any]:
    media = db.execute("SELECT * FROM mastodon_media WHERE status = ? ORDER BY id", (row["id"],))
    address, name, number = f"http://{call.headers['host']}", account["username"], str(row["id"])
    counts = dict.fromkeys(("replies_count", "reblogs_count", "favourites_count"), 0)
    return {
        "id": number,
        "created_at": moment(row["created_at"]),
        "edited_at": moment(row["edited_at"]) if row["edited_at"] else None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": row["visibility"],
        "language": row["language"],
        "uri": f"{address}/users/{name}/statuses/{number}",
        "url": f"{address}/@{name}/{number}",
        "content": as_html(row["text"]),
        "account": shown_account(account, call),
        "media_attachments": [shown_media(picture, call) for picture in media],
        **counts,
        **{kind: [] for kind in ("mentions", "tags", "emojis")},
    }


def shown_media(row: sqlite3.Row, call: Call) -> dict[str, Any]:
    """A picture, without an address until it is ready."""
    address = f"http://{call.headers['host']}/mastodon/media/{row['id']}" if row["ready_at"] <= call.now else None
    shown = {"url": address, "preview_url": address, "remote_url": None, "description": row["alt"] or None}
    return {"id": str(row["id"]), "type": "image", "meta": {}, "blurhash": None, **shown}


def as_html(text: str) -> str:
    """A status's text as Mastodon shows it: paragraphs, and links of which only the middle is to be seen."""
    paragraphs = (LINK.sub(_anchor, escape(part, quote=False)) for part in text.split("\n\n"))
    return "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in paragraphs)


def _anchor(found: re.Match[str]) -> str:
    scheme, _, rest = found[0].partition("://")
    shown = f'<span class="ellipsis">{rest[:30]}</span>{INVISIBLE.format(rest[30:])}' if rest[30:] else rest
    href = found[0].replace('"', "&quot;")
    attributes = f'href="{href}" target="_blank" rel="nofollow noopener" translate="no"'
    return f"<a {attributes}>{INVISIBLE.format(scheme + '://')}{shown}</a>"


def moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
