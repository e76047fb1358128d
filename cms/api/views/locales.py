"""The languages in which there is something to read."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Exists, Subquery
from django.http import HttpResponse
from rest_framework.request import Request
from wagtail.models import Site

from cms.api.operations import Operation
from cms.api.schemas import STRING, record
from cms.api.sites import SITE, site_asked
from cms.api.views.base import ReadView, digest_of
from cms.core.api_fields import Json, Schema
from cms.publications.cache_keys import LOCALES
from cms.publications.models import Document, DocumentQuerySet, Kind
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
        items = items_of(Document.objects.visible_to(self.caller.audiences), site_asked(request, self.asked()))
        body = as_json({"items": items})
        return self.ready(digest_of(body), lambda: body, headers=self.surrogate_keys(LOCALES))


def items_of(readable: DocumentQuerySet, site: int | None) -> list[Mapping[str, Json]]:
    """The languages in the order of the settings; the site's own document says in which one it begins.

    Each language is looked up by itself, all in one query: how many pages have it costs nothing.

    Args:
        readable: the documents that the caller may read.
        site: the site that is asked; None while there is none.
    """
    languages = settings.WAGTAIL_CONTENT_LANGUAGES
    pages, itself = readable.filter(kind=Kind.PAGE, site=site), readable.filter(kind=Kind.SITE, object_id=str(site))
    asked = [Subquery(itself.values("locale")[:1]), *(Exists(pages.filter(locale=code)) for code, _name in languages)]
    first, *found = Site.objects.filter(pk=site).values_list(*asked).first() or [None]
    return [
        {"code": code, "name": name, "default": code == first}
        for (code, name), is_there in zip(languages, found, strict=False)
        if is_there
    ]
