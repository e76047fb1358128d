"""The memory of what was last said, and the one total order in which it is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.publications import continuity, edge, outside
from cms.publications.models import Change, Head
from cms.publications.rendered import Rendered, Rendition
from cms.publications.subjects import Subject

Action, Cause = Change.Action, Change.Cause
Memory = Mapping[tuple[UUID, str], Change]


@dataclass(frozen=True)
class Fact:
    """A difference between what was last said and what is so now; `rendered` is None for a tombstone."""

    action: str
    cause: str
    before: Change | None
    rendered: Rendered | None


class Overtaken(Exception):
    """What was compared with is no longer what was last said."""


def last_said(subject: Subject, uids: Iterable[UUID]) -> Memory:
    """The last change of every (uid, audience) that this object has had or is about to have."""
    spoken = Change.objects.filter(kind=subject.kind, object_id=subject.object_id)
    known = spoken.order_by().values_list("uid", flat=True).distinct()
    last = Change.objects.filter(uid__in={*known, *uids}).order_by().values("uid", "audience").annotate(Max("sequence"))
    sequences = [row["sequence__max"] for row in last]
    return {(change.uid, change.audience): change for change in Change.objects.filter(sequence__in=sequences)}


def differences(subject: Subject, rendition: Rendition, memory: Memory) -> list[Fact]:
    """What is to be said, tombstones first: a privacy change withdraws before it publishes."""
    wanted = {(rendered.uid, rendered.audience): rendered for rendered in rendition.documents}
    said = {key: change for key, change in memory.items() if not change.is_tombstone}
    gone = [
        _withdrawn(change, rendition)
        for key, change in said.items()
        if key not in wanted and change.object_id == subject.object_id
    ]
    kept = [(rendered, said[key]) for key, rendered in wanted.items() if key in said]
    new = [rendered for key, rendered in wanted.items() if key not in said]
    return [
        *gone,
        *(fact for rendered, before in kept for fact in _compared(subject, rendered, before)),
        *(Fact(Action.PUBLISHED, _cause_of_publication(rendered.uid, memory), None, rendered) for rendered in new),
    ]


def _withdrawn(before: Change, rendition: Rendition) -> Fact:
    uids = {rendered.uid for rendered in rendition.documents}
    if before.uid in uids:
        return Fact(Action.UNPUBLISHED, Cause.PRIVACY, before, None)
    if not rendition.exists or uids:
        return Fact(Action.DELETED, Cause.CONTENT, before, None)
    return Fact(Action.UNPUBLISHED, rendition.hidden_by or Cause.CONTENT, before, None)


def _compared(subject: Subject, rendered: Rendered, before: Change) -> list[Fact]:
    """A document that stood before and stands now; one that went elsewhere has left where it was."""
    if went := _went_elsewhere(subject, rendered, before):
        return [Fact(Action.UNPUBLISHED, went, before, None), Fact(Action.PUBLISHED, went, before, rendered)]
    if _digest(before) == rendered.digest and before.object_id == subject.object_id:
        return []
    return [Fact(Action.UPDATED, _cause_of_update(rendered, before), before, rendered)]


def _went_elsewhere(subject: Subject, rendered: Rendered, before: Change) -> Change.Cause | None:
    """Why a document is in none of the narrowed feeds that told of it: another site, language or type is asked for.

    The type is another one when an object was deleted and one of another type imported in its place. A type that is
    only called differently by now has not gone anywhere.
    """
    if before.site_id != rendered.site_id:
        return Cause.PATH
    retyped = before.type != rendered.type and before.object_id != subject.object_id
    return Cause.CONTENT if retyped or before.locale != rendered.locale else None


def _cause_of_publication(uid: UUID, memory: Memory) -> Change.Cause:
    """Privacy, when the object is known to another audience or was last withdrawn for privacy."""
    latest = max((change for change in memory.values() if change.uid == uid), key=_sequence, default=None)
    if latest and (not latest.is_tombstone or latest.cause == Cause.PRIVACY):
        return Cause.PRIVACY
    return Cause.CONTENT


def _cause_of_update(rendered: Rendered, before: Change) -> Change.Cause:
    if before.access != rendered.access:
        return Cause.PRIVACY
    if before.path != rendered.path:
        return Cause.PATH
    same_content = before.content_hash == rendered.content_hash
    return Cause.RENDER if same_content and before.renderer_version != rendered.renderer_version else Cause.CONTENT


def _digest(change: Change) -> str:
    return change.etag.rpartition("-")[0]


def _sequence(change: Change) -> int:
    return change.sequence


def append(subject: Subject, facts: Iterable[Fact], memory: Memory) -> list[Change]:
    """Append facts to the one order. Call it in a transaction: the head stays locked until its end, so that a
    reader of one change never misses the one before it.

    Raises:
        Overtaken: another object of the same uid (one deleted and imported again) has spoken since `memory`.
    """
    continuity.intact()
    edge.renew_after_commit()
    transaction.on_commit(partial(outside.remember, continuity.rise()), robust=True)
    head, _created = Head.objects.select_for_update().get_or_create(pk=1)
    newest = max((change.sequence for change in memory.values()), default=0)
    if Change.objects.filter(uid__in={uid for uid, _audience in memory}, sequence__gt=newest).exists():
        raise Overtaken("Another object with the same identity has changed meanwhile.")
    versions = {uid: 0 for uid, _audience in memory}
    ends = dict(versions)
    for (uid, _audience), change in memory.items():
        versions[uid] = max(versions[uid], change.version)
        ends[uid] = max(ends[uid], change.sequence if change.is_tombstone else 0)
    now = timezone.now()
    changes = []
    for fact in facts:
        head.sequence += 1
        change = _change(subject, fact, versions, ends, now)
        change.sequence = head.sequence
        if change.is_tombstone:
            ends[change.uid] = change.sequence
        changes.append(change)
    head.save(update_fields=["sequence"])
    return Change.objects.bulk_create(changes)


def _change(subject: Subject, fact: Fact, versions: dict[UUID, int], ends: Mapping[UUID, int], now: datetime) -> Change:
    change = _tombstone(fact.before) if fact.rendered is None and fact.before else _statement(fact, now)
    change.kind, change.object_id = subject.kind, subject.object_id
    change.action, change.cause, change.at = fact.action, fact.cause, now
    change.version = _next_version(fact, versions.get(change.uid, 0), ends.get(change.uid, 0))
    versions[change.uid] = max(change.version, versions.get(change.uid, 0))
    if fact.rendered is not None:
        change.etag = f"{fact.rendered.digest}-{change.version}"
    return change


def _next_version(fact: Fact, highest: int, ended: int) -> int:
    """The next version of one document.

    Each audience's document counts for itself, so that a teaser's number tells nothing of the gated page's edits.
    What begins to be visible starts above all that any audience has seen of the object (`highest`), so that whoever
    saw it through another audience does not take the news for stale. So does what is left when another audience's
    version has gone (`ended`: in which place of the order the last one did): that one's readers read it from then on.
    """
    before, rendered = fact.before, fact.rendered
    if before is None or fact.action == Action.PUBLISHED:
        return highest + 1
    begins = rendered and (rendered.access != before.access or before.sequence < ended)
    return (highest if begins else before.version) + 1


def _tombstone(before: Change) -> Change:
    """A tombstone keeps the path, facets and times under which the reader knew the document."""
    kept = ("uid", "audience", "access", "type", "site_id", "locale", "path", "facets", "content_hash")
    versions = ("renderer_version", "etag", "published_at", "updated_at")
    return Change(
        **{name: getattr(before, name) for name in (*kept, *versions)},
        previous_path=before.path,
    )


def _statement(fact: Fact, now: datetime) -> Change:
    rendered, before = fact.rendered, fact.before
    if rendered is None:
        raise ValueError("a fact without a document and without a memory says nothing")
    silent = before is not None and fact.cause == Cause.RENDER
    return Change(
        uid=rendered.uid,
        audience=rendered.audience,
        access=rendered.access,
        type=rendered.type,
        site_id=rendered.site_id,
        locale=rendered.locale,
        path=rendered.path,
        previous_path=before.path if before and before.path != rendered.path else "",
        facets=rendered.facets,
        content_hash=rendered.content_hash,
        renderer_version=rendered.renderer_version,
        published_at=rendered.first_published_at or (before.published_at if before else now),
        updated_at=before.updated_at if silent and before else now,
    )
