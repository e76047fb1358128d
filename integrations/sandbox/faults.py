"""Misbehaviour on request: each fault spoils a number of requests to one target, one after the other."""

from dataclasses import dataclass

from integrations.sandbox.store import Store

TARGETS = {
    "x": "creating a post",
    "x-read": "reading the timeline or the account",
    "x-delete": "deleting a post",
    "x-media": "beginning to upload a picture to X",
    "x-finalize": "ending the upload of a picture to X",
    "x-token": "renewing a token",
    "facebook": "creating a post on a Facebook Page",
    "facebook-read": "reading a Facebook Page's posts",
    "facebook-edit": "changing a post on a Facebook Page",
    "facebook-delete": "deleting a post on a Facebook Page",
    "facebook-token": "getting a Facebook token, or asking what it is good for",
    "mastodon": "creating a status on Mastodon",
    "mastodon-media": "uploading a picture to Mastodon",
    "mastodon-read": "reading a Mastodon account's statuses",
    "mastodon-edit": "changing a status on Mastodon",
    "mastodon-delete": "deleting a status on Mastodon",
    "mastodon-token": "asking what a Mastodon token is good for",
    "wordpress": "creating a post on a WordPress blog",
    "wordpress-media": "uploading a picture to a WordPress blog",
    "wordpress-read": "looking for a post or a picture on a WordPress blog",
    "wordpress-edit": "changing a post on a WordPress blog",
    "wordpress-delete": "moving a post of a WordPress blog to the trash",
    "wordpress-user": "asking what a user of a WordPress blog may do",
    "hooks": "a webhook",
}
MODES = {
    "accept_then_drop": "takes effect; the connection closes without an answer",
    "accept_then_504": "takes effect; the answer is 504",
    "refuse_before_read": "no effect; the connection is reset before the body is read",
    "slow": "waits so many seconds first; after ten the request is dropped without effect",
    "401": "no effect; the answer is 401",
    "402": "no effect; the account has no credits left",
    "429": "no effect; refused for too many requests, for so many seconds (30 when left out; Facebook says minutes)",
    "503": "no effect; the answer is 503",
    "read_lag": "the post takes effect at once, and shows in the timeline so many seconds later",
    "processing": "the picture arrives, and can be posted so many seconds later",
    "duplicate_without_post": "no effect; the answer calls the content a duplicate",
}
ONLY_FOR = {
    "402": {target for target in TARGETS if target.partition("-")[0] == "x"},
    "read_lag": {"x", "facebook", "mastodon", "wordpress"},
    "processing": {"mastodon-media", "x-finalize"},
    "duplicate_without_post": {"x", "facebook"},  # the others keep nobody from repeating himself
}


@dataclass(frozen=True)
class Fault:
    """One misbehaviour, with its seconds where it has any."""

    mode: str
    seconds: float | None = None

    @classmethod
    def parse(cls, written: str) -> "Fault":
        """Read "slow:3".

        Raises:
            ValueError: there is no such mode, or its seconds are no number.
        """
        mode, _, seconds = written.partition(":")
        if mode not in MODES:
            raise ValueError(f"mode must be one of: {', '.join(MODES)}")
        return cls(mode, float(seconds) if seconds else None)


def add_fault(store: Store, target: str, written: str, times: int) -> None:
    """Spoil the next `times` requests to `target`.

    Raises:
        ValueError: target, mode or times make no sense; the message says which.
    """
    if target not in TARGETS:
        raise ValueError(f"target must be one of: {', '.join(TARGETS)}")
    if times < 1:
        raise ValueError("times must be at least 1")
    fitting = ONLY_FOR.get(Fault.parse(written).mode, TARGETS.keys())
    if target not in fitting:
        raise ValueError(f"{written} is for these targets only: {', '.join(sorted(fitting))}")
    with store.writing() as db:
        db.execute("INSERT INTO fault (target, written, remaining) VALUES (?, ?, ?)", (target, written, times))


def take_fault(store: Store, target: str) -> Fault | None:
    """The fault that this request to `target` has to bear, which is used up by it."""
    following = "SELECT id, written FROM fault WHERE target = ? AND remaining > 0 ORDER BY id LIMIT 1"
    with store.reading() as db:
        if db.execute(following, (target,)).fetchone() is None:
            return None
    with store.writing() as db:
        row = db.execute(following, (target,)).fetchone()
        if row is None:
            return None
        db.execute("UPDATE fault SET remaining = remaining - 1 WHERE id = ?", (row["id"],))
    return Fault.parse(row["written"])
