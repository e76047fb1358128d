"""The one clock that every worker agrees on: the database's."""

from datetime import UTC, datetime

from django.db import connection

SQL = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')",
}


def now() -> datetime:
    """The database's time, to the millisecond at least.

    Leases and due times are compared by several machines; their own clocks may differ, this one does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(SQL[connection.vendor])
        (moment,) = cursor.fetchone()
    return moment if isinstance(moment, datetime) else datetime.fromisoformat(moment).replace(tzinfo=UTC)
