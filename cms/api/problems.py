"""Errors as RFC 9457 says: always `application/problem+json`, with a type that explains itself at its own address."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.views import set_rollback

from cms.api.problem_types import PROBLEM_TYPES, problem_body
from cms.publications.drafts import Unreadable

API_ROOT = "/api/"
VARY = "Authorization, X-Session-Token"


class InvalidParameters(exceptions.APIException):
    """Query parameters that cannot be used, each named."""

    status_code = 400
    default_detail = "One or more query parameters cannot be used."
    default_code = "invalid_parameter"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__()
        self.members = {"errors": errors}


class InvalidFields(exceptions.APIException):
    """Fields of a body that cannot be used, each named."""

    status_code = 400
    default_detail = "One or more fields cannot be used."
    default_code = "invalid_field"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__()
        self.members = {"errors": errors}


class Gone(exceptions.APIException):
    """A path at which a page stood that was taken back."""

    status_code = 410
    default_detail = "The page that stood here was taken back."
    default_code = "gone"


class LinkExpired(exceptions.APIException):
    """A preview link that opens nothing, whatever the reason."""

    status_code = 410
    default_detail = "This preview link has expired or is not complete. Ask whoever gave it to you for a new one."
    default_code = "link_expired"


class DraftUnreadable(exceptions.APIException):
    """A draft that cannot be rendered as it stands."""

    status_code = 409
    default_code = "draft_unreadable"


class ContentTooLarge(exceptions.APIException):
    """A body that is not even read."""

    status_code = 413
    default_detail = "This is too long."
    default_code = "content_too_large"


class CursorExpired(exceptions.APIException):
    """A cursor of the changes feed that leads nowhere any more."""

    status_code = 410
    default_detail = "This cursor has expired. Drop what you hold and read the feed again from its beginning."
    default_code = "cursor_expired"

    def __init__(self, resync: str) -> None:
        super().__init__()
        self.members = {"resync": resync}


def problem(slug: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any) -> HttpResponse:
    """An error answer. It is never stored: what is missing now may be published in a second."""
    return JsonResponse(
        problem_body(slug, detail, **members),
        status=PROBLEM_TYPES[slug].status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", "Vary": VARY, **(headers or {})},
    )


def exception_handler(error: Exception, _context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's hook: every foreseen error as a problem; others go on to Django, which reports them."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, Unreadable):
        error = DraftUnreadable(str(error))
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    slug = error.default_code.replace("_", "-")
    return problem(slug, str(error.detail), headers=_headers_of(error), **getattr(error, "members", {}))


def _headers_of(error: exceptions.APIException) -> dict[str, str]:
    headers = {"WWW-Authenticate": getattr(error, "auth_header", ""), "Retry-After": getattr(error, "wait", None)}
    return {name: str(value) for name, value in headers.items() if value}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`."""
    if request.path.startswith(API_ROOT):
        return problem("parse-error", "The request could not be read.")
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`."""
    if request.path.startswith(API_ROOT):
        return problem("not-found", "Not found.")
    response = defaults.page_not_found(request, exception)
    response["Cache-Control"] = "no-store"  # what is missing now may be published in a second
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`; the error itself has been reported by then."""
    if request.path.startswith(API_ROOT):
        return problem("error", "Something failed on our side.")
    return defaults.server_error(request)
