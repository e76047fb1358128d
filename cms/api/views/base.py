"""What every address of the delivery API has in common."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.callers import STRANGER, Caller, Scope
from cms.api.openapi import ViewSchema
from cms.api.operations import UNDESCRIBED, Operation
from cms.api.parameters import read_parameters
from cms.api.part_components import PART
from cms.api.permissions import HasScope
from cms.api.problems import VARY, exception_handler
from cms.api.sites import of_site_asked
from cms.api.throttling import CallerThrottle
from cms.publications.cache_keys import header_of
from cms.publications.models import Document, DocumentQuerySet


class ReadView(APIView):
    """One address that is read: REST framework's callers, scopes, limits and errors around ready bytes.

    Subclasses answer with `ready`; nothing is parsed or rendered again on the way.
    """

    http_method_names = ["get", "head", "options"]
    permission_classes = [HasScope]
    throttle_classes = [CallerThrottle]
    renderer_classes = [JSONRenderer]
    schema = ViewSchema()
    scope: ClassVar[Scope] = Scope.CONTENT
    operation: Operation = UNDESCRIBED
    caller = STRANGER
    shows_drafts = False

    @property
    def keeps(self) -> bool:
        """Whether caches may keep the answers."""
        return self.caller.sees_only_public and not self.shows_drafts

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Vary": VARY}

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], HttpResponse | None]:
        return exception_handler

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """There is one representation: looking at `Accept` would cost time and split caches."""
        return self.renderer_classes[0](), "application/json"

    def perform_authentication(self, request: Request) -> None:
        """Who shows a wrong key is counted as a stranger, so that keys cannot be tried without limit."""
        try:
            super().perform_authentication(request)
            self.caller = cast(Caller, request.auth)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def check_throttles(self, request: Request) -> None:
        for throttle in self.get_throttles():
            allowed = throttle.allow_request(request, self)
            for name, item in getattr(throttle, "headers", {}).items():
                self.headers[name] = f"{self.headers[name]}, {item}" if name in self.headers else item
            if not allowed:
                self.throttled(request, throttle.wait() or 0)

    def operation_of(self, method: str) -> Operation:
        """What a method of this address offers."""
        return self.operation

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)

    def asked(self) -> dict[str, Any]:
        """The query parameters, by name."""
        return read_parameters(self.request.GET, self.operation.parameters)

    def ready(
        self,
        etag: str,
        body: Callable[[], bytes],
        *,
        modified: datetime | None = None,
        cache_control: str = "",
        headers: Mapping[str, str] | None = None,
        content_type: str = "application/json",
    ) -> HttpResponse:
        """A successful answer, or 304 without making the body when the client holds the same.

        `If-Modified-Since` is not looked at: a date of whole seconds cannot tell a teaser from the page that was
        gated in the same second, or one rendering from the next.

        Args:
            etag: changes with every byte of the body.
            body: makes the body.
            modified: when the content last changed.
            cache_control: for strangers; everybody else's answers are never stored.
            headers: more headers.
            content_type: of the body, where it tells of what is published; drafts are parts, because they have gaps.
        """
        etag = f'"{etag}"'
        held = {tag.removeprefix("W/") for tag in parse_etags(self.request.META.get("HTTP_IF_NONE_MATCH", ""))}
        media_type = PART if self.shows_drafts else content_type
        response = HttpResponseNotModified() if held & {etag, "*"} else HttpResponse(body(), media_type)
        response["ETag"] = etag
        if modified:
            response["Last-Modified"] = http_date(modified.timestamp())
        public = cache_control or settings.API_CACHE_CONTROL
        response["Cache-Control"] = public if self.keeps else "private, no-store"
        if self.shows_drafts:
            response["X-Robots-Tag"] = "noindex"
        for name, value in (headers or {}).items():
            response[name] = value
        return response

    def readable(self, asked: Mapping[str, Any]) -> DocumentQuerySet:
        """What the caller may read on the asked site."""
        return Document.objects.visible_to(self.caller.audiences).filter(of_site_asked(self.request, asked))

    def surrogate_keys(self, keys: str) -> dict[str, str]:
        """The header by which a cache can be told what to drop; what is never stored needs none.

        Args:
            keys: with spaces between them.
        """
        return header_of(keys) if self.keeps else {}


def digest_of(body: bytes) -> str:
    """An ETag for a body that is made anew for each answer."""
    return sha256(body).hexdigest()[:24]
