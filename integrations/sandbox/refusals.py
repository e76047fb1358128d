"""Refusals from deep inside a handler."""

from collections.abc import Callable
from functools import wraps

from integrations.sandbox.calls import Answer, Call
from integrations.sandbox.store import Store

Handler = Callable[..., Answer]


class RefusedError(Exception):
    """A request may not do what it asks for.

    Attributes:
        answer: what it is told.
    """

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def refusing(handler: Handler) -> Handler:
    """A handler whose refusals are its answer."""

    @wraps(handler)
    def refused(call: Call, store: Store, *parts: str) -> Answer:
        try:
            return handler(call, store, *parts)
        except RefusedError as error:
            return error.answer

    return refused
