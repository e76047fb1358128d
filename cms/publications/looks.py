"""When a look is taken at what was marked: as soon as its transaction has committed, or once for many changes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from cms.publications.dependencies import Row
from cms.publications.reconcile import reconcile_marked
from cms.publications.staleness import leave_marks, readers_of
from cms.publications.subjects import Subject

AT_ONCE = 50  # objects that a request reconciles itself; the workers go on with the rest


@dataclass
class Look:
    """What was marked, and the rows that were saved or deleted, each once and in order."""

    marked: dict[Subject, None] = field(default_factory=dict)
    rows: dict[Row, None] = field(default_factory=dict)

    def add(self, marked: Iterable[Subject], rows: Iterable[Row]) -> None:
        self.marked |= dict.fromkeys(marked)
        self.rows |= dict.fromkeys(rows)

    def take(self, limit: int) -> None:
        """Look at what was marked, and at readers that came to depend on a row before its change was committed."""
        readers = [reader for row in self.rows for reader in readers_of(row)]
        late = leave_marks(reader for reader in readers if reader not in self.marked)
        reconcile_marked([*self.marked, *late], limit)


_gathering: ContextVar[Look | None] = ContextVar("gathering", default=None)


def look_after_commit(marked: Iterable[Subject], rows: Iterable[Row] = ()) -> None:
    """See to it that what was marked is looked at once the change is committed.

    A look that fails leaves the marks to the workers, and never breaks the save.
    """
    gathering = _gathering.get()
    if gathering is not None:
        gathering.add(marked, rows)
    else:
        look = Look()
        look.add(marked, rows)
        transaction.on_commit(lambda: look.take(AT_ONCE), robust=True)


@contextmanager
def one_look() -> Iterator[None]:
    """Save many rows in one transaction and look at all of them together, at its end.

    Looked at row by row, a row that fifty pages show would have each of them rendered again. What may not be read any
    more is withdrawn at once all the same.
    """
    look = Look()
    token = _gathering.set(look)
    try:
        with transaction.atomic():
            yield
            transaction.on_commit(lambda: look.take(2 * len(look.marked)), robust=True)
    finally:
        _gathering.reset(token)
