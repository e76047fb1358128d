"""Request handling that every room shares."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cms.core import refusals

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AtomicWrites:
    """Run every view that may write in one transaction.

    Wagtail saves some things in several autocommits (a privacy restriction first, its groups after). In one
    transaction the marks they leave are committed with them, and publications look once, at the end.
    `ATOMIC_REQUESTS` would do the same to reads, which on SQLite would make every reader queue as a writer.

    Some of Wagtail's views (approving in a workflow, publishing copies) do not expect that a rule refuses a page. The
    transaction is undone then, and the person is told. This is the place, because no middleware sees what is raised
    in here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method in SAFE_METHODS or getattr(view, "_non_atomic_requests", None):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except ValidationError as refusal:
            if (answer := refusals.tell(request, refusal)) is None:
                raise
            return answer
