"""One reconciler an object at a time, and one consistent view while it renders."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.db import connection, transaction

from cms.publications.subjects import Subject


@contextmanager
def one_at_a_time(subject: Subject) -> Iterator[None]:
    """Hold an object against other reconcilers.

    PostgreSQL: an advisory lock of the connection, outside any transaction, because the snapshot of the one that
    renders must be taken after the lock. SQLite: the write lock of one IMMEDIATE transaction.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    key = int.from_bytes(sha256(f"{subject.kind}:{subject.object_id}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as of one moment, so that no document mixes the state before and after an edit."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
