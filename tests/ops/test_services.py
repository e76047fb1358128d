"""The servers that tests start are real and go away."""

import psycopg
import pytest
import redis

from tests.services import Postgresql, RedisServer


@pytest.mark.postgresql
def test_postgresql_keeps_committed_rows_over_an_immediate_restart(postgresql: Postgresql) -> None:
    """What was committed is there after PostgreSQL was stopped without warning."""
    with psycopg.connect(postgresql.url) as connection:
        connection.execute("CREATE TABLE notes AS SELECT 'kept' AS text")
    postgresql.restart("immediate")
    with psycopg.connect(postgresql.url) as connection:
        assert connection.execute("SELECT text FROM notes").fetchall() == [("kept",)]


@pytest.mark.redis
def test_redis_can_be_killed_started_and_flushed(redis_server: RedisServer) -> None:
    """Redis keeps its address over a kill, and forgets everything when it is flushed."""
    redis_server.kill()
    redis_server.start()
    with redis.Redis.from_url(redis_server.url) as client:
        client.set("key", "value")
        redis_server.flush()
        assert client.get("key") is None
