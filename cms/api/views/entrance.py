"""The way in: what there is, and how it is described."""

import json
from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.generic import TemplateView
from rest_framework.request import Request

from cms.api.openapi import description
from cms.api.operations import Operation
from cms.api.resources import resources
from cms.api.views.base import ReadView, digest_of

NAMED = (
    "documents",
    "document-by-path",
    "site",
    "locales",
    "sitemap",
    "search",
    "changes",
    "problems",
    "schema",
    "docs",
)


class Root(ReadView):
    """The addresses under this one."""

    operation = Operation(
        id="list_resources",
        summary="List what there is",
        tag="Entrance",
        schema=lambda: {
            "type": "object",
            "additionalProperties": {"type": "string", "format": "uri"},
            "examples": [{"documents": "https://cms.example.org/api/v1/documents/"}],
        },
    )

    def get(self, request: Request) -> HttpResponse:
        self.asked()
        addresses = {name: request.build_absolute_uri(reverse(f"api:{name}")) for name in (*NAMED, *resources())}
        addresses["feed"] = request.build_absolute_uri(reverse("feed", args=("json",)))
        body = json.dumps(addresses).encode()
        return self.ready(digest_of(body), lambda: body)


class Description(ReadView):
    """The OpenAPI description of this API."""

    operation = Operation(
        id="read_schema",
        summary="Read this description",
        tag="Entrance",
        schema=lambda: {"type": "object", "examples": [{"openapi": settings.SPECTACULAR_SETTINGS["OAS_VERSION"]}]},
    )

    def get(self, request: Request) -> HttpResponse:
        self.asked()
        body = described()
        return self.ready(digest_of(body), lambda: body)


class Nowhere(ReadView):
    """Every other address."""

    def get(self, request: Request, rest: str = "") -> HttpResponse:
        if not request.path.endswith("/"):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise Http404


class Docs(TemplateView):
    """The reference page; everything it shows is served from here."""

    template_name = "api/docs.html"
    extra_context = {"schema_url_name": "api:schema"}


@cache
def described() -> bytes:
    return json.dumps(description()).encode()
