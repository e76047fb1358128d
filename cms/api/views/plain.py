"""The plain page, which answers where there is no external site yet, behind the gate of the API.

What stands at an address is asked of the documents, once and for all readers alike: what is hidden from the reader is
not found, as if it had never been, and takes as long. Only then does Wagtail serve the page.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.api.visitors import audiences_of
from cms.navigation.redirects import Redirect
from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Document, Kind

KINDS = (Kind.PAGE, Redirect.document_kind)


@require_safe
def plain_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """What the reader may see at a path: a page, its teaser, or the way to where it is now.

    A page stands at its own path and nowhere below; one without a document has no plain page either.

    Raises:
        Http404: there is nothing for this reader.
    """
    found = min(standing_at(request, path), key=preference, default=None)
    if found is None:
        raise Http404
    if found.kind == Redirect.document_kind:
        return led_on(found)
    page = get_object_or_404(Page.objects.live(), pk=found.object_id).specific
    response = teaser(request, page) if found.access == Access.TEASER else served(request, page, path)
    if found.audience != PUBLIC:
        add_never_cache_headers(response)
    return response


def standing_at(request: HttpRequest, path: str) -> Iterable[Document]:
    """The documents of pages and redirects at an address that the reader may see, with its query or without."""
    asked = sorted({f"/{path}", *map(Redirect.normalise_path, (request.get_full_path(), request.path))})
    here = Q(site=Site.find_for_request(request)) | Q(site=None)
    seen = Document.objects.visible_to(audiences_of(request.user)).filter(here, kind__in=KINDS, path__in=asked)
    return seen.only("kind", "object_id", "audience", "access", "path", "locale", "site_id")


def preference(document: Document) -> tuple[Any, ...]:
    """Which of several comes first: a page, in the reader's language; a redirect of the site, for the very query."""
    languages = [translation.get_language(), settings.LANGUAGE_CODE, document.locale]
    return document.kind != Kind.PAGE, document.site_id is None, -len(document.path), languages.index(document.locale)


def led_on(document: Document) -> HttpResponseBase:
    """The answer that leads on; it is never kept, because who may follow it is asked each time."""
    row = get_object_or_404(Redirect, pk=document.object_id)
    answer = HttpResponsePermanentRedirect if row.is_permanent else HttpResponseRedirect
    response = answer(row.link)
    add_never_cache_headers(response)
    return response


def teaser(request: HttpRequest, page: Page) -> HttpResponseBase:
    return TemplateResponse(request, "core/teaser.html", {"page": page})


def served(request: HttpRequest, page: Page, path: str) -> HttpResponseBase:
    """Wagtail's own view of a page, with all its hooks."""
    request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # where Wagtail keeps it
    response: HttpResponseBase = serve(request, path)
    return response
