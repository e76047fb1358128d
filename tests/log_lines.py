"""What is written into the log, in the forms that installations write it in."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO

from cms.settings.logging_format import logging_settings


@contextmanager
def lines_written(*, as_json: tuple[bool, ...]) -> Iterator[StringIO]:
    """All that is logged while the context lasts, at every level.

    Args:
        as_json: the forms, one after the other for each line: as production writes it, or for a terminal.
    """
    stream, root = StringIO(), logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    with ExitStack() as stack:
        stack.callback(root.setLevel, level)
        for form in as_json:
            handler = _handler(stream, form)
            root.addHandler(handler)
            stack.callback(root.removeHandler, handler)
        yield stream


def _handler(stream: StringIO, as_json: bool) -> logging.Handler:
    form = {**logging_settings(as_json=as_json)["formatters"]["structured"]}
    handler = logging.StreamHandler(stream)
    handler.setFormatter(form.pop("()")(**form))
    return handler
