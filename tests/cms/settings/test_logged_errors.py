"""What errors say, which may be a part of what they stumbled over, is in no line that production writes."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from celery import shared_task
from django.db import OperationalError, transaction

from tests.log_lines import lines_written

SECRET = "what only members may read"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """All that is logged, at every level, as production writes it."""
    with lines_written(as_json=(True,)) as written_down:
        yield written_down


def stumble(*_: Any, **__: Any) -> None:
    """Over a page's text, in words of our own."""
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"cannot show {SECRET!r}") from error


@shared_task
def stumbling() -> None:
    stumble()


def line_with(lines: StringIO, kind: str) -> dict[str, Any]:
    """The line that tells of an error of this kind."""
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    return next(line for line in told if kind in line.get("exception", ""))


def after_a_commit() -> None:
    with transaction.atomic():
        transaction.on_commit(stumble, robust=True)


def in_a_task() -> None:
    stumbling.apply()


def in_our_own_words() -> None:
    try:
        stumble()
    except ValueError:
        structlog.get_logger(__name__).exception("stumbled", page=7)


@pytest.mark.parametrize(
    "deed", [pytest.param(after_a_commit, marks=pytest.mark.django_db(transaction=True)), in_a_task, in_our_own_words]
)
def test_a_line_tells_kind_and_place_of_an_error(lines: StringIO, deed: Callable[[], None]) -> None:
    """Its cause as well, with the lines of the code; whoever wrote it, what was quoted is left out."""
    deed()
    exception = line_with(lines, "builtins.ValueError")["exception"]
    assert (
        exception.index("builtins.KeyError") < exception.index("which led to") < exception.index("builtins.ValueError")
    )
    assert "in stumble" in exception
    assert SECRET not in lines.getvalue()


@pytest.mark.parametrize(
    "error, words",
    [
        (
            OperationalError("server closed the connection\nDETAIL: " + SECRET),
            "OperationalError: server closed the connection",
        ),
        (FileNotFoundError(2, "No such file or directory", SECRET), "FileNotFoundError: No such file or directory"),
        (ConnectionError(SECRET), "builtins.ConnectionError"),
    ],
)
def test_operators_are_told_what_is_away(lines: StringIO, error: Exception, words: str) -> None:
    """What the system and the database say of connections, locks and files is theirs; names of files are not."""
    try:
        raise error
    except Exception:
        logging.getLogger(__name__).exception("out of order")
    assert line_with(lines, words)["event"] == "out of order"
    assert SECRET not in lines.getvalue()
