"""The database by its address, and how it is used."""

from typing import Any

import dj_database_url

# A process that stands still within a transaction (a frozen machine, a stopped container) would hold its locks as
# long as that lasts, and stop all who publish. Nothing of ours thinks for so long between two statements.
IDLE_IN_TRANSACTION = "-c idle_in_transaction_session_timeout=60s"
# What we ask takes milliseconds; compiling it, which PostgreSQL does when it fears many rows, takes a quarter second.
UNCOMPILED = "-c jit=off"
# For the same fear it would start workers, which takes ten times as long as most of our questions.
ALONE = "-c max_parallel_workers_per_gather=0"

# Without these three, "database is locked" appears as soon as two processes write.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(address: str) -> dict[str, Any]:
    """Django's settings of a database.

    Args:
        address: like `postgres://user:password@host/name` or `sqlite:///path`; its query may add options.
    """
    found: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
    options = (
        SQLITE if found["ENGINE"].endswith("sqlite3") else {"options": f"{IDLE_IN_TRANSACTION} {UNCOMPILED} {ALONE}"}
    )
    return {**found, "OPTIONS": {**options, **found.get("OPTIONS", {})}}
