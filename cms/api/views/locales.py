"""The languages in which there is something to read."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from rest_framework.request import Request

from cms.api.operations import Operation
from cms.api.schemas import STRING, record
from cms.api.sites import SITE, site_asked
from cms.api.views.base import ReadView, digest_of
from cms.core.api_fields import Json, Schema
from cms.publications.cache_keys import LOCALES
from cms.publications.models import Document, Kind
from cms.publications.rendered import as_json


def locales() -> Schema:
    """The schema of the answer."""
    locale = record(
        "Locale",
        "A language with content that the caller may read.",
        code=STRING,
        name={**STRING, "description": "In the language itself."},
        default={"type": "boolean", "description": "Whether the site begins in it."},
    )
    return {"type": "object", "properties": {"items": {"type": "array", "items": locale}}, "required": ["items"]}


class LocaleList(ReadView):
    """The languages of the pages that the caller may read on a site."""

    operation = Operation(
        id="list_locales",
        summary="List the languages with content",
        tag="Site",
        schema=locales,
        parameters=(SITE,),
    )

    def get(self, request: Request) -> HttpResponse:
        site = site_asked(request, self.asked())
        pages, itself = Q(kind=Kind.PAGE, site=site), Q(kind=Kind.SITE, object_id=str(site))
        found = Document.objects.visible_to(self.caller.audiences).filter(pages | itself)
        body = as_json({"items": items_of(found.order_by().values_list("kind", "locale").distinct())})
        return self.ready(digest_of(body), lambda: body, headers=self.surrogate_keys(LOCALES))


def items_of(found: Iterable[tuple[str, str]]) -> list[Mapping[str, Json]]:
    """The languages in the order of the settings.

    Args:
        found: kind and language of documents; the site's own says in which language it begins.
    """
    by_kind = set(found)
    return [
        {"code": code, "name": name, "default": (Kind.SITE, code) in by_kind}
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES
        if (Kind.PAGE, code) in by_kind
    ]
