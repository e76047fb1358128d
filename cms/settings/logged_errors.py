"""What production writes into its log of an error: its kind and where it came from, but not what it says.

What an error says may quote what it stumbled over: the text of a closed page, the name of an upload, a row of the
database. Log lines are read by more people than closed pages are. Why a page is not published, the report in the admin
says (`cms.publications.report`).
"""

import logging
import traceback
from collections.abc import Iterator, Mapping
from copy import copy
from types import TracebackType

import structlog
from django.db.utils import InterfaceError, OperationalError

CELERYS_TEXTS = {"exc", "traceback"}  # of what Celery makes its lines
Raised = tuple[type[BaseException], BaseException, TracebackType | None]


class WithoutTexts(structlog.stdlib.ProcessorFormatter):
    """Takes the texts of errors out of lines that were written by others, such as Django and Celery."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_retold(record) if record.exc_info else record)


def without_text(exc_info: Raised) -> str:
    """A traceback, causes first, with the source lines but not the text of each error."""
    return "\nwhich led to\n".join(_told(error) for error in _causes_first(exc_info[1]))


def _causes_first(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and not any(error is known for known in chain):
        chain.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _told(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return "".join([*traceback.format_tb(error.__traceback__), ": ".join([kind, *_safe(error)])])


def _safe(error: BaseException) -> Iterator[str]:
    """What may be written of the text: the system's own words, and a database's about its connection or its locks."""
    if isinstance(error, OSError) and error.strerror:
        yield error.strerror
    elif isinstance(error, OperationalError | InterfaceError):
        yield str(error).partition("\n")[0]


def _retold(record: logging.LogRecord) -> logging.LogRecord:
    retold = copy(record)
    if isinstance(record.args, Mapping):
        retold.args = {name: "…" if name in CELERYS_TEXTS else value for name, value in record.args.items()}
    elif record.args:
        retold.args = tuple(type(part).__name__ if isinstance(part, BaseException) else part for part in record.args)
    for told_once_more in ("data", "message"):  # by Celery, and by whoever else has written the line already
        vars(retold).pop(told_once_more, None)
    return retold
