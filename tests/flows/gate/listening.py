"""What stays behind when somebody has walked by: in the cache, in the logs, in mails."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache


def left_behind(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """Every text that was kept or sent since the test began."""
    yield from (f"{key} {value}" for key, value in cached().items())
    yield from (f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    yield from (str(message.message()) for message in mail.outbox)


def cached() -> dict[str, str]:
    """Every entry of the cache."""
    entries: dict[str, bytes] = cache._cache  # type: ignore[attr-defined]  # only its own store knows them all
    return {key: repr(value) for key, value in entries.items()}
