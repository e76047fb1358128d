"""The changes feed as one caller may read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cms.api.cursors import seal, unseal
from cms.publications.audiences import PUBLIC
from cms.publications.models import Change, Document, Head, Kind
from cms.publications.rendered import as_json

PURPOSE = "changes"
EVERYTHING = Q()


class Expired(Exception):
    """The cursor leads nowhere any more."""


@dataclass(frozen=True)
class Reading:
    """One caller's way through the feed.

    A cursor belongs to a set of audiences, to what the feed is narrowed to, and to an epoch of the feed. Who gained or
    lost an audience, or asks for another type, has missed what was told before, and begins again.
    """

    audiences: frozenset[str]
    narrowing: str
    epoch: str
    end: int

    @classmethod
    def now(cls, audiences: frozenset[str], narrowing: str) -> "Reading":
        epoch, end = Head.objects.values_list("epoch", "sequence").first() or ("", 0)
        return cls(audiences, narrowing, str(epoch), end)

    @property
    def question(self) -> str:
        """A digest of who asks for what."""
        return sha256("\n".join([*sorted(self.audiences), self.narrowing]).encode()).hexdigest()[:16]

    def cursor_after(self, sequence: int) -> str:
        return seal(PURPOSE, [sequence, self.question, self.epoch])

    def sequence_in(self, cursor: str) -> int:
        """Where a cursor stands.

        Raises:
            InvalidCursor: it is none of ours.
            Expired: it was given for other audiences, for another narrowing, or in another epoch.
        """
        sequence, question, epoch = unseal(PURPOSE, cursor)
        missed_nothing = sequence == 0
        if not missed_nothing and ((question, epoch) != (self.question, self.epoch) or sequence > self.end):
            raise Expired
        return int(sequence)


def told_to(audiences: frozenset[str], part: Q = EVERYTHING) -> QuerySet[Change]:
    """The changes that these audiences hear of, in order.

    Nothing is told of a document in whose place its reader reads another (a teaser's, when the page is open to the
    reader). Where another is left in the place of one that is gone, the row carries its ETag and access, unless it
    belongs to another part of the content: whoever follows this one must let go of it.

    Args:
        audiences: of the reader.
        part: of the content, as a condition that changes and documents share.
    """
    changes = Change.objects.filter(part, audience__in=audiences).order_by("sequence")
    if audiences <= {PUBLIC}:
        return changes
    read = Document.objects.visible_to(audiences).filter(uid=OuterRef("uid"))
    left = read.filter(part).exclude(audience=OuterRef("audience"))
    return changes.exclude(Exists(read.filter(audience__lt=OuterRef("audience")))).annotate(
        left_with=Subquery(left.values("etag")[:1]), left_access=Subquery(left.values("access")[:1])
    )


def taken_back(audiences: frozenset[str], at: Q) -> bool:
    """Whether the last page that these audiences were told of at a path was unpublished or deleted there.

    Not where it was gated or moved: what is hidden answers like what never was, to those who knew it too.

    Args:
        at: the condition of the path, the site and whatever else narrows the question.
    """
    told = Change.objects.filter(at, kind=Kind.PAGE, audience__in=audiences).order_by("-sequence").first()
    return told is not None and told.is_tombstone and told.cause == Change.Cause.CONTENT


def caused_by(causes: list[str]) -> Q:
    """Updates of these causes only. What appears and disappears is always told: a copy would go wrong without it."""
    return Q(cause__in=causes) | ~Q(action=Change.Action.UPDATED)


def item_of(change: Change, documents: str) -> dict[str, Any]:
    """A change as its reader sees it; the global sequence stays inside.

    Args:
        documents: the address under which every document is found by its id.
    """
    shown = _shown(change)
    return {
        "id": str(change.uid),
        "kind": change.kind,
        "type": change.type,
        **shown,
        "cause": change.cause,
        "locale": change.locale,
        "path": change.path,
        "previous_path": change.previous_path or None,
        "version": change.version,
        "at": change.at.isoformat(),
        "url": f"{documents}{change.uid}/" if shown["etag"] else None,
    }


def embedded(audiences: frozenset[str], items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Items with the documents that they tell of, as these audiences read them now.

    A document stands with the change that told of it last. With an earlier one it is null: a later one brings it, or
    says that it is gone.
    """
    items = list(items)
    standing = Document.objects.visible_to(audiences).filter(uid__in=[item["id"] for item in items if item["etag"]])
    bodies = {(str(uid), etag): bytes(body) for uid, etag, body in standing.values_list("uid", "etag", "body")}
    for item in items:
        yield as_json(item)[:-1] + b',"document":' + bodies.get((item["id"], item["etag"]), b"null") + b"}"


def _shown(change: Change) -> Mapping[str, str | None]:
    if not change.is_tombstone:
        return {"action": change.action, "access": change.access, "etag": change.etag}
    if left_with := getattr(change, "left_with", None):
        return {"action": Change.Action.UPDATED, "access": getattr(change, "left_access", ""), "etag": left_with}
    return {"action": change.action, "access": change.access, "etag": None}
