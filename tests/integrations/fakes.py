"""Destinations, changes and a channel that does as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from cms.publications.models import Change, Document, Head
from integrations.channels.base import (
    Account,
    Capabilities,
    Channel,
    Message,
    Outcome,
    Payload,
    Presence,
    Send,
    Sighting,
    Verdict,
)
from integrations.delivery.claim import claim
from integrations.delivery.deliver import deliver
from integrations.models import Delivery, Destination

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEBHOOK = Capabilities(repeatable=True, keeps_copy=True)
SOCIAL = Capabilities(repeatable=False, looks_up=True, retracts=True, announces=True, concurrency=1, settle_seconds=10)
sequences = count(1)


@dataclass
class Clock:
    """The database's clock, under the test's hand."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class FakeChannel(Channel):
    """Answers with the verdicts it was given, and remembers what it was asked.

    Args:
        verdicts: what commits come to, in order; an exception is raised; OK when there are none left.
        sightings: what look-ups see, in order; absent when there are none left.
    """

    capabilities: Capabilities = WEBHOOK  # type: ignore[misc]  # one fake plays every kind of channel
    verdicts: list[Verdict | Exception] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    prepared: list[bool] = field(default_factory=list)
    updated: list[tuple[str, bytes]] = field(default_factory=list)
    retracted: list[str] = field(default_factory=list)
    since: list[datetime] = field(default_factory=list)

    name = "fake"
    label = "Fake"

    def validate(self, config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
        return {}

    def compose(self, message: Message, config: Mapping[str, Any], marker: str) -> Payload:
        said = f"{message.action} {message.path} v{message.version} #{message.cursor}<{message.previous_cursor}"
        return Payload(said.encode(), "text/plain", marker=marker)

    def prepare(self, account: Account, send: Send) -> Verdict:
        self.prepared.append(account.renew)
        return Verdict(Outcome.OK)

    def commit(self, payload: Payload, message: Message, account: Account, send: Send) -> Verdict:
        self.sent.append((message.id, payload.body))
        verdict = self.verdicts.pop(0) if self.verdicts else Verdict(Outcome.OK, remote_id="r1")
        if isinstance(verdict, Exception):
            raise verdict
        return verdict

    def lookup(self, marker: str, account: Account, since: datetime, send: Send) -> Sighting:
        self.since.append(since)
        return self.sightings.pop(0) if self.sightings else Sighting(Presence.ABSENT)

    def compose_reply(self, message: Message, config: Mapping[str, Any], marker: str, remote_id: str) -> Payload:
        return Payload(f"{remote_id}: {message.path}".encode(), "text/plain", marker=marker)

    def update(self, remote_id: str, payload: Payload, account: Account, send: Send) -> Verdict:
        self.updated.append((remote_id, payload.body))
        verdict = self.verdicts.pop(0) if self.verdicts else Verdict(Outcome.OK, remote_id=remote_id)
        if isinstance(verdict, Exception):
            raise verdict
        return verdict

    def retract(self, remote_id: str, account: Account, send: Send) -> Verdict:
        self.retracted.append(remote_id)
        return Verdict(Outcome.OK, "Taken back")


@dataclass
class AskedChannel(FakeChannel):
    """A channel whose credentials can be asked about.

    Args:
        found: what the checks come to, in order; an exception is raised; OK when there are none left.
        asked: how often it was asked.
    """

    found: list[Verdict | Exception] = field(default_factory=list)
    asked: int = 0

    def probe(self, account: Account, send: Send) -> Verdict:
        self.asked += 1
        verdict = self.found.pop(0) if self.found else Verdict(Outcome.OK)
        if isinstance(verdict, Exception):
            raise verdict
        return verdict


def make_destination(**fields: Any) -> Destination:
    """A destination that has been well for long: it is not new any more."""
    defaults = {"name": f"Destination {next(sequences)}", "channel": "fake", "ramp": None}
    return Destination.objects.create(**{**defaults, **fields})


def make_change(uid: UUID | None = None, **fields: Any) -> Change:
    """A change at the end of the order; with a document that shows what it published."""
    head, _created = Head.objects.get_or_create(pk=1)
    head.sequence += 1
    head.save()
    defaults = {
        "sequence": head.sequence,
        "uid": uid or uuid4(),
        "audience": "public",
        "access": "full",
        "action": "published",
        "cause": "content",
        "kind": "page",
        "type": "articles",
        "object_id": "1",
        "locale": "en",
        "path": f"/page-{head.sequence}/",
        "version": 1,
        "etag": "abc-1",
        "content_hash": "abc",
        "renderer_version": 1,
        "published_at": START,
        "updated_at": START,
        "at": START,
    }
    change = Change.objects.create(**{**defaults, **fields})
    show(change)
    return change


def show(change: Change, **fields: Any) -> None:
    """Make the documents what the change says: one for what is published, none for what is withdrawn."""
    Document.objects.filter(uid=change.uid, audience=change.audience).delete()
    if change.is_tombstone:
        return
    same = ("uid", "audience", "access", "kind", "type", "object_id", "locale", "path", "etag", "content_hash")
    more = ("renderer_version", "version", "published_at", "updated_at")
    share = {"title": change.path, "url": f"https://example.org{change.path}", "is_alias": False}
    defaults = {
        **{name: getattr(change, name) for name in (*same, *more)},
        "title": change.path,
        "body": b'{"title": "A page"}',
        "summary": b"{}",
        "share": {**share, "first_published_at": START.isoformat()},
    }
    Document.objects.create(**{**defaults, **fields})


def make_delivery(destination: Destination, **fields: Any) -> Delivery:
    """A delivery of a new change, ready now unless told otherwise; fan-out is past it."""
    change = fields.pop("change", None) or make_change()
    Destination.objects.filter(pk=destination.pk).update(cursor=change.sequence)
    defaults = {
        "change": change,
        "message_id": f"msg_{change.sequence}",
        "dedupe_key": f"msg_{change.sequence}",
        "due_at": START,
        "created_at": START,
    }
    return Delivery.objects.create(destination=destination, **{**defaults, **fields})


def send(delivery: Delivery) -> Delivery:
    """The only delivery that is due, claimed and sent; as the database has it then."""
    (taken,) = claim(1)
    deliver(taken)
    delivery.refresh_from_db()
    return delivery
