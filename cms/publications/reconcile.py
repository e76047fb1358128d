"""The centre's one verb: re-read an object, compare with what was last said, say the difference.

Level-triggered: a mark only says that an object *may* be stale. What became of it is read from the database, so it
does not matter which signal came, came twice, or came in the wrong order.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cms.publications.changes import Fact, Memory, append, differences, last_said
from cms.publications.dependencies import Row, recording
from cms.publications.documents import render
from cms.publications.locks import one_at_a_time, snapshot
from cms.publications.models import Change, Document, RenderFailure, StaleMark
from cms.publications.projection import store
from cms.publications.rendered import Rendition
from cms.publications.signals import changes_appended
from cms.publications.staleness import leave_marks, page_readers
from cms.publications.subjects import Subject
from cms.publications.withdrawal import withdraw_what_may_not_stand

logger = structlog.get_logger(__name__)

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Reading:
    """What one look at an object found."""

    marks: list[int]
    rendition: Rendition
    rows: set[Row]
    memory: Memory
    facts: list[Fact]

    def missing_documents(self) -> set[tuple[UUID, str]]:
        """The (uid, audience) pairs that should stand as documents and do not."""
        wanted = {(rendered.uid, rendered.audience) for rendered in self.rendition.documents}
        there = Document.objects.filter(uid__in=[uid for uid, _audience in wanted]).values_list("uid", "audience")
        return wanted - set(there)


def reconcile(subject: Subject) -> list[Change]:
    """Bring documents and changes of one object up to date.

    Only the marks read before rendering are deleted: an edit that commits meanwhile keeps its own. An object that
    fails to render keeps its marks, and its error in `RenderFailure`; the others are not held up. What may no longer
    be read is withdrawn even then.

    Returns:
        The changes appended, in order; none when nothing differs.
    """
    try:
        return _compare(subject)
    except Exception as error:  # noqa: BLE001 - a content type's own code: whatever it raises must stop nobody else
        return _fail(subject, error)


def _compare(subject: Subject) -> list[Change]:
    """Read and write until the rows that the object depends on were known before they were read."""
    changes: list[Change] = []
    settled = False
    with one_at_a_time(subject):
        while not settled:
            said, settled = _write(subject, read(subject))
            changes += said
    return changes


def read(subject: Subject) -> Reading:
    """Look at an object without writing anything: also what `reconcile_publications --check` does."""
    with snapshot():
        marks = list(StaleMark.objects.filter(**vars(subject)).values_list("pk", flat=True))
        with recording() as record:
            rendition = render(subject.load())
        content_hash = record.content_hash
        rendition = replace(rendition, documents=[replace(d, content_hash=content_hash) for d in rendition.documents])
        memory = last_said(subject, [document.uid for document in rendition.documents])
        return Reading(marks, rendition, record.rows, memory, differences(subject, rendition, memory))


def _write(subject: Subject, reading: Reading) -> tuple[list[Change], bool]:
    """Append what differs and store the documents; returns the changes, and whether nothing can have been missed.

    A row that this object was not yet known to depend on may have changed since it was read, without a mark for a
    reader that nobody knew of. On SQLite nobody can write in between.
    """
    with transaction.atomic():
        changes = _say(subject, reading.facts, reading.memory)
        said = {**reading.memory, **{(change.uid, change.audience): change for change in changes}}
        depends_on_more = store(subject, reading.rendition, reading.rows, said)
        StaleMark.objects.filter(pk__in=reading.marks).delete()
        RenderFailure.objects.filter(**vars(subject)).delete()
        settled = connection.vendor == "sqlite" or not depends_on_more
        if not settled:
            leave_marks([subject])
    return changes, settled


def _say(subject: Subject, facts: list[Fact], memory: Memory) -> list[Change]:
    changes = append(subject, facts, memory) if facts else []
    if changes:
        leave_marks(page_readers(subject))
        transaction.on_commit(lambda: changes_appended.send(sender=Change, changes=changes), robust=True)
    return changes


def _fail(subject: Subject, error: Exception) -> list[Change]:
    """Keep the error, and take away what may not stand until the object renders again.

    Raises:
        OperationalError, InterfaceError: the database is away.
    """
    logger.warning("document_not_rendered", kind=subject.kind, object_id=subject.object_id, exc_info=error)
    with one_at_a_time(subject), transaction.atomic():
        _note_failure(subject, error)
        withdraw_what_may_not_stand(subject)
        standing = set(Document.objects.filter(**vars(subject)).values_list("uid", "audience"))
        memory = last_said(subject, [])
        lost = [change for key, change in memory.items() if key not in standing and not change.is_tombstone]
        return _say(subject, [Fact(Change.Action.UNPUBLISHED, Change.Cause.PRIVACY, c, None) for c in lost], memory)


def _note_failure(subject: Subject, error: Exception) -> None:
    failure, created = RenderFailure.objects.select_for_update().get_or_create(
        **vars(subject), defaults={"error": repr(error), "retry_at": timezone.now() + FIRST_WAIT}
    )
    if not created:
        failure.attempts += 1
        failure.error = repr(error)
        failure.retry_at = timezone.now() + min(timedelta(seconds=2**failure.attempts), LONGEST_WAIT)
        failure.save()
    Document.objects.filter(**vars(subject)).update(checked_at=timezone.now())


def reconcile_all(subjects: Iterable[Subject]) -> int:
    """Reconcile each object; returns how many changes were appended."""
    return sum(len(reconcile(subject)) for subject in subjects)


def pending(limit: int) -> list[Subject]:
    """Marked objects, oldest marks first; one that failed to render waits for its next try."""
    failing = RenderFailure.objects.filter(
        kind=OuterRef("kind"), object_id=OuterRef("object_id"), retry_at__gt=timezone.now()
    )
    marks = StaleMark.objects.exclude(Exists(failing)).order_by("pk").values_list("kind", "object_id")
    return [Subject(kind, object_id) for kind, object_id in dict.fromkeys(marks[: limit * 4])][:limit]


def reconcile_pending(limit: int = 200) -> int:
    """Drain marks, up to `limit` objects; returns how many objects were looked at."""
    subjects = pending(limit)
    for subject in subjects:
        reconcile(subject)
    return len(subjects)


def reconcile_marked(subjects: Iterable[Subject], limit: int) -> None:
    """Reconcile at once what a transaction has just marked, and the readers of what changed.

    Args:
        subjects: what was marked.
        limit: how many objects at the most; the workers go on with the rest.
    """
    queue = deque(dict.fromkeys(subjects))
    while queue and limit:
        subject = queue.popleft()
        if StaleMark.objects.filter(**vars(subject)).exists():
            limit -= 1
            if reconcile(subject):
                queue.extend(page_readers(subject))
