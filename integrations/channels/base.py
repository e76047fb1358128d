"""The contract of a channel: what every remote service looks like from inside the house.

A channel is stateless. It composes exact bytes from a published document, makes one mutating call with them, and
says what became of it. The delivery protocol (`integrations/delivery/deliver.py`) owns claims, retries, caps and time.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from integrations.channels.account import Account, Credentials, Payload, Send, as_json
from integrations.channels.connecting import Connection
from integrations.channels.outcomes import Outcome, Presence, Sighting, Verdict
from integrations.channels.setting import Setting, url_problem
from integrations.channels.uploads import Uploads
from integrations.http import DoorError

__all__ = [
    "Account",
    "Capabilities",
    "Channel",
    "Connection",
    "Credentials",
    "Message",
    "Outcome",
    "Payload",
    "Presence",
    "Send",
    "Setting",
    "Sighting",
    "Uploads",
    "Verdict",
    "as_json",
    "url_problem",
]


@dataclass(frozen=True)
class Capabilities:
    """What a channel can and cannot do; what it cannot is said aloud, never dropped silently.

    Args:
        repeatable: the same message may be sent twice without visible effect (it carries an id).
        looks_up: an uncertain post can be looked for in the account's own timeline.
        updates: a published post can be changed in place.
        replies: a post can be made in reply to one of our own.
        retracts: a published post can be taken back.
        keeps_copy: receivers keep what they are told; after a restored backup they are told to begin again.
        announces: takes part in "what goes out by itself": first publications only, with delay and hourly cap.
        pings: tells only where to look again, never what stands there: hears of every change that everybody may
            see, whatever its cause, and says nothing twice while the first still waits to be sent. Its `compose`
            gets no document.
        gather_seconds: how long a ping waits for other changes that come to the same.
        concurrency: how many attempts may be under way at once for one destination.
        settle_seconds: the longest time a silent request may still take effect at the remote; None: not known,
            so that only a person may decide that a post is absent. Ask `Channel.settle_seconds(config)`: where
            it depends on the server (a sandbox, a self-hosted service), the destination's settings know it.
    """

    repeatable: bool
    looks_up: bool = False
    updates: bool = False
    replies: bool = False
    retracts: bool = False
    keeps_copy: bool = False
    announces: bool = False
    pings: bool = False
    gather_seconds: float = 0
    concurrency: int = 4
    settle_seconds: float | None = None


@dataclass(frozen=True)
class Message:
    """What is to be told, as plain data from the publication centre; the same on every retry.

    Args:
        id: the message id, the same for every destination and every retry of one change.
        action: published, updated, unpublished or deleted.
        cause: content, path, privacy or render.
        occurred_at: when the change was appended.
        kind, type, uid, path, previous_path, version, etag, url: the document's.
        document: the document's full JSON, for destinations that want it; None after a tombstone.
        share: title, summary, url, image and per-channel text, for social channels; None when nothing may be shared.
        feeds: the addresses of the feeds that show it or did before, for channels that ping.
        cache_keys: by which caches know what it makes stale, for channels that ping.
        cursor, previous_cursor: this destination's own numbering, without gaps.
    """

    id: str
    action: str
    cause: str
    occurred_at: datetime
    kind: str
    type: str
    uid: str
    path: str
    previous_path: str
    version: int
    etag: str
    url: str
    document: Mapping[str, Any] | None = None
    share: Mapping[str, Any] | None = None
    feeds: tuple[str, ...] = ()
    cache_keys: tuple[str, ...] = ()
    cursor: int = 0
    previous_cursor: int = 0


class Channel(ABC):
    """One remote service. Subclasses state what they can do and fill the gaps; they never retry and never sleep.

    `connection` is how a person connects an account on the service's own pages; None where they type what they have.

    `bills` says whether the service takes money for a post; then `price` says how much.

    The order of calls: `prepare`, then one of `commit`, `update`, `retract`, `lookup`, `probe`. Whatever `prepare`
    gives other than OK ends the attempt, and then surely nothing was posted.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    capabilities: ClassVar[Capabilities]
    settings: ClassVar[tuple[Setting, ...]] = ()
    connection: ClassVar[Connection | None] = None
    bills: ClassVar[bool] = False

    @property
    def probes(self) -> bool:
        """Whether there are credentials that can be asked about."""
        return type(self).probe is not Channel.probe

    @abstractmethod
    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        """Check settings without network; returns messages by field name, empty when all is well."""

    def issue_secret(self, former: Mapping[str, Any]) -> dict[str, Any] | None:
        """A secret of our own making, which the receiver must be told; None for channels that are given theirs.

        Args:
            former: the secret so far, empty for a new destination; what the receiver knows must go on working.
        """
        return None

    def without_former(self, secret: Mapping[str, Any]) -> dict[str, Any]:
        """The secret without what only stands beside its successor until receivers know that one."""
        return dict(secret)

    def accept_secret(self, kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """The secret after a person has given parts of it anew.

        Args:
            kept, given: what is stored so far, and what was typed; both by name.
        """
        return {**kept, **given}

    def gather(self, messages: Sequence[Message]) -> Iterable[Message]:
        """The pings that messages come to together, each to be composed by itself; none when they concern nobody."""
        return messages

    @abstractmethod
    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        """The exact bytes for `message`; the same arguments always give the same bytes.

        Raises:
            ValueError: the message holds nothing that this channel could tell.
        """

    def revise(self, message: Message, config: Mapping[str, Any], marker: str, former: Payload) -> Payload:
        """The bytes that `update` puts in the place of `former`; the same as those where nothing would change.

        Raises:
            ValueError: as `compose` does.
        """
        return self.compose(message, config, marker)

    def compose_reply(self, message: Message, config: Mapping[str, Any], marker: str, remote_id: str) -> Payload:
        """The bytes for `commit` of a post in reply to another one of ours, which tells of its correction.

        Raises:
            ValueError: as `compose` does, or the channel knows no replies.
        """
        raise ValueError(f"{self.label} cannot reply to a post")

    @abstractmethod
    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        """Make the one mutating call.

        Raises:
            DoorError: there was no final answer; `classify_error` judges it.
        """

    def classify_error(self, error: DoorError) -> Verdict:
        """Judge a commit without a final answer: transient only if it left no trace or may be repeated."""
        if error.refused:
            return Verdict(Outcome.REJECTED, str(error))
        if error.written and not self.capabilities.repeatable:
            return Verdict(Outcome.UNKNOWN, str(error))
        return Verdict(Outcome.TRANSIENT, str(error))

    def settle_seconds(self, config: Mapping[str, Any]) -> float | None:
        """How long a silent request may still take effect at this destination; None: nobody knows."""
        return self.capabilities.settle_seconds

    def price(self, payload: Payload, config: Mapping[str, Any]) -> Decimal:
        """What the service charges for a post, in dollars."""
        return Decimal(0)

    def budget(self, config: Mapping[str, Any]) -> Decimal | None:
        """The most that a calendar month's posts may cost, in dollars; None: whatever they cost."""
        return None

    def tells_text(self, config: Mapping[str, Any]) -> bool:
        """Whether posts here hold the running text of a page, so that a change of that is a correction too."""
        return False

    def preview(self, payload: Payload) -> str:
        """What a person sees of the payload before it is sent: always made of the same bytes."""
        return payload.text or payload.body.decode()

    def length(self, text: str, config: Mapping[str, Any]) -> tuple[int, int] | None:
        """How long a post's text is as the service counts it, and the most it takes; None: that limits nobody."""
        return None

    def prepare(self, account: Account, send: Send) -> Verdict:
        """Repeatable steps before any other call (token refresh, uploads). Lets no DoorError out."""
        return Verdict(Outcome.OK)

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        """Look for an uncertain post in the account's own timeline, from `since` on. Lets no DoorError out."""
        return Sighting(Presence.UNKNOWN, detail=f"{self.label} cannot be searched")

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        """Take a post back; that it is gone already is success. Repeatable. Lets no DoorError out."""
        return Verdict(Outcome.REJECTED, f"{self.label} cannot take a post back")

    def update(self, remote_id: str, payload: Payload, account: Account, send: Send) -> Verdict:
        """Change a post in place. Raises DoorError as `commit` does."""
        return Verdict(Outcome.REJECTED, f"{self.label} cannot change a post")

    def probe(self, account: Account, send: Send) -> Verdict:
        """Ask whether the credentials still work, and until when, without visible effect. Lets no DoorError out."""
        return Verdict(Outcome.OK)
