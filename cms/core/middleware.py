"""Request handling that every room shares."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class AtomicWrites:
    """Run every view that may write in one transaction.

    Wagtail saves some things in several autocommits (a privacy restriction first, its groups after). In one
    transaction the marks they leave are committed with them, and publications look once, at the end.
    `ATOMIC_REQUESTS` would do the same to reads, which on SQLite would make every reader queue as a writer.
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
        with transaction.atomic():
            return view(request, *args, **kwargs)
