"""From 'something was saved' to marks, and to a look as soon as the transaction has committed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from cms.publications.reconcile import reconcile_marked
from cms.publications.staleness import leave_marks, reached_by
from cms.publications.subjects import Subject


def mark(subjects: Iterable[Subject]) -> None:
    """Mark objects as possibly stale; a look that fails leaves the marks to the workers, never breaks the save."""
    marked = leave_marks(subjects)
    if marked:
        transaction.on_commit(lambda: reconcile_marked(marked), robust=True)


def mark_row(instance: Model) -> None:
    """Mark whatever a saved, deleted or re-related row reaches."""
    mark(reached_by(instance))
