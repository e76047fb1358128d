"""One count of requests for all processes that share a Redis."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from django.conf import settings

from tests import prepared_database
from tests.ops.programs import running
from tests.services import NEVER, RedisServer, accepts, free_port, wait_until


@contextmanager
def web(folder: Path, redis: RedisServer) -> Iterator[str]:
    """A web process, and where it answers."""
    port = free_port()
    values = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "MERIDIAN_DATA_DIR": str(folder),
        "REDIS_URL": redis.url,
        "API_RATE_PER_ADDRESS": "3/day",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), *settings.GRANIAN_OPTIONS]
    with running([*command, "cms.wsgi:application"], values, folder / f"{port}.txt"):
        wait_until(lambda: accepts(("127.0.0.1", port)), "the web process's start")
        yield f"http://127.0.0.1:{port}"


@pytest.mark.slow
@pytest.mark.redis
def test_processes_count_together(redis_server: RedisServer, tmp_path: Path) -> None:
    """Two web processes that share nothing but Redis refuse together what one would refuse alone."""
    prepared_database.sqlite(tmp_path / "meridian.sqlite3")
    with web(tmp_path, redis_server) as one, web(tmp_path, redis_server) as other:
        answers = [requests.get(f"{asked}/api/v1/problems/", timeout=NEVER) for asked in (one, other, one, other)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    left = [answer.headers["RateLimit"].partition(";t=")[0] for answer in answers]
    assert left == [f'"address";r={number}' for number in (2, 1, 0, 0)]
