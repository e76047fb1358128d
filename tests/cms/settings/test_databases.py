"""A database by its address."""

import pytest
from django.db import connection

from cms.settings.databases import database


def test_an_address_says_where_it_is_and_may_add_options() -> None:
    """What it adds comes to what every installation has."""
    found = database("postgres://meridian:p%40ss@db.example.org:5433/content?sslmode=require")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.example.org", 5433, "p@ss")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "idle_in_transaction_session_timeout" in found["OPTIONS"]["options"]


def test_sqlite_waits_for_others() -> None:
    """Two processes may write."""
    assert database("sqlite:///somewhere.sqlite3")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_nobody_holds_locks_while_standing_still() -> None:
    """PostgreSQL ends a session that does nothing for a minute within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1min",)


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_nothing_is_compiled() -> None:
    """That would take longer than to answer."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_nothing_is_shared_out_among_workers() -> None:
    """To start one would take longer than to answer."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_parallel_workers_per_gather")
        assert cursor.fetchone() == ("0",)
