"""What the stand-ins remember, in one SQLite file that outlives restarts."""

import math
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS app (client_id TEXT PRIMARY KEY, client_secret TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS token (
    value TEXT PRIMARY KEY, kind TEXT NOT NULL, account INTEGER NOT NULL REFERENCES account, family TEXT NOT NULL,
    expires_at REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS code (
    value TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL, scope TEXT NOT NULL, family TEXT NOT NULL, expires_at REAL NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS post (
    id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, source TEXT NOT NULL, text TEXT NOT NULL,
    urls TEXT NOT NULL, created_at REAL NOT NULL, visible_at REAL NOT NULL, deleted_at REAL
);
CREATE TABLE IF NOT EXISTS x_media (
    id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, media_type TEXT NOT NULL,
    size INTEGER NOT NULL, alt TEXT NOT NULL DEFAULT '', content BLOB, ready_at REAL, post INTEGER REFERENCES post
);
CREATE TABLE IF NOT EXISTS x_segment (
    media INTEGER NOT NULL REFERENCES x_media, number INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (media, number)
);
CREATE TABLE IF NOT EXISTS facebook_page (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, app_id TEXT NOT NULL, app_secret TEXT NOT NULL,
    token TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS facebook_code (
    value TEXT PRIMARY KEY, app_id TEXT NOT NULL, redirect_uri TEXT NOT NULL, scopes TEXT NOT NULL,
    pages TEXT NOT NULL, expires_at REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS facebook_person (
    token TEXT PRIMARY KEY, app_id TEXT NOT NULL, scopes TEXT NOT NULL, pages TEXT NOT NULL, expires_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS facebook_post (
    id INTEGER PRIMARY KEY, page INTEGER NOT NULL REFERENCES facebook_page, message TEXT NOT NULL, link TEXT NOT NULL,
    picture TEXT NOT NULL, alt TEXT NOT NULL, created_at REAL NOT NULL, visible_at REAL NOT NULL, edited_at REAL,
    deleted_at REAL
);
CREATE TABLE IF NOT EXISTS mastodon_account (
    id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL,
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS mastodon_status (
    id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES mastodon_account, text TEXT NOT NULL,
    visibility TEXT NOT NULL, language TEXT NOT NULL, created_at REAL NOT NULL, visible_at REAL NOT NULL,
    edited_at REAL, deleted_at REAL
);
CREATE TABLE IF NOT EXISTS mastodon_media (
    id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES mastodon_account,
    status INTEGER REFERENCES mastodon_status, alt TEXT NOT NULL, media_type TEXT NOT NULL, content BLOB NOT NULL,
    ready_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS mastodon_key (
    account INTEGER NOT NULL REFERENCES mastodon_account, key TEXT NOT NULL,
    status INTEGER NOT NULL REFERENCES mastodon_status, at REAL NOT NULL, PRIMARY KEY (account, key)
);
CREATE TABLE IF NOT EXISTS wordpress_user (
    id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, password TEXT NOT NULL, capabilities TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS wordpress_media (
    id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES wordpress_user, slug TEXT NOT NULL, alt TEXT NOT NULL,
    media_type TEXT NOT NULL, content BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS wordpress_post (
    id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES wordpress_user, title TEXT NOT NULL,
    content TEXT NOT NULL, excerpt TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
    featured_media INTEGER REFERENCES wordpress_media, created_at REAL NOT NULL, visible_at REAL NOT NULL,
    edited_at REAL, deleted_at REAL
);
CREATE TABLE IF NOT EXISTS hook (name TEXT PRIMARY KEY, secret TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS arrival (
    id INTEGER PRIMARY KEY, hook TEXT NOT NULL REFERENCES hook, message_id TEXT NOT NULL, at REAL NOT NULL,
    verified INTEGER NOT NULL, problem TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS arrival_message ON arrival (hook, message_id);
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY, target TEXT NOT NULL, written TEXT NOT NULL, remaining INTEGER NOT NULL
);
"""


class TooLateError(Exception):
    """The moment after which a request must have no effect has passed."""


class Store:
    """The file, opened anew by whoever reads or writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as db:
            db.executescript("PRAGMA journal_mode=WAL;" + SCHEMA)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as db:
            yield db

    @contextmanager
    def writing(self, deadline: float = math.inf) -> Iterator[sqlite3.Connection]:
        """One transaction, alone.

        Args:
            deadline: on the monotonic clock.

        Raises:
            TooLateError: the deadline passed before the turn came; nothing was written.
        """
        with closing(self._connect()) as db:
            db.execute("BEGIN IMMEDIATE")
            if time.monotonic() > deadline:
                raise TooLateError
            yield db
            db.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous=NORMAL")
        return db


def default_path() -> Path:
    """Beside the database of the installation."""
    project = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("MERIDIAN_DATA_DIR", project / "var")) / "sandbox.sqlite3"
