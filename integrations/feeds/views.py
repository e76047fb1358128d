"""The address of the feeds."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.publications.audiences import PUBLIC
from cms.publications.cache_keys import FEEDS, header_of
from cms.publications.models import Document, Kind
from integrations.feeds.addresses import feed_address
from integrations.feeds.formats import FORMATS
from integrations.feeds.hubs import hubs_of
from integrations.feeds.narrowing import Unusable, wanted_by
from integrations.feeds.reading import Reading

# A hub fetches right after it was told; what a cache has kept would hide the news from everybody it tells.
ALWAYS_ASK = "public, no-cache"


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest public pages of the site at the request's host, in one format."""
    site = Site.find_for_request(request)
    shown = site_document(site)
    if form not in FORMATS:
        return refusal(404, f"There is no feed of the format “{form}”. There are: {', '.join(FORMATS)}.")
    if site is None or shown is None:
        return refusal(404, "Nothing is published at this address.")
    try:
        wanted = wanted_by(request.GET)
    except Unusable as error:
        return refusal(400, str(error))
    return answer(request, Reading(shown, wanted, feed_address(site, form, wanted), hubs_of(wanted)), form)


def answer(request: HttpRequest, reading: Reading, form: str) -> HttpResponse:
    """The feed, or 304 without writing it when the reader holds the same.

    `If-Modified-Since` is not looked at: withdrawing a page leaves the newest date as it was, and must not leave the
    page with those who read it.
    """
    etag = f'"{reading.etag(form)}"'
    held = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    response = HttpResponseNotModified() if held & {etag, "*"} else written(reading, form)
    for name, value in {"ETag": etag, **header_of(FEEDS)}.items():
        response[name] = value
    response["Last-Modified"] = http_date(reading.updated_at.timestamp())
    response["Cache-Control"] = ALWAYS_ASK if reading.hubs else settings.API_CACHE_CONTROL
    links = [*((hub, "hub") for hub in reading.hubs), (reading.address, "self")]
    response["Link"] = ", ".join(f'<{address}>; rel="{relation}"' for address, relation in links)
    return response


def written(reading: Reading, form: str) -> HttpResponse:
    return HttpResponse(reading.written(FORMATS[form]), FORMATS[form].content_type)


def site_document(site: Site | None) -> Document | None:
    """The document of a site; None while there is none."""
    found = Document.objects.visible_to({PUBLIC}).filter(kind=Kind.SITE, object_id=site.pk if site else "")
    return found.first()


def refusal(status: int, reason: str) -> HttpResponse:
    """Why there is no feed, in words; never kept, because there may be one in a second."""
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(reason, "text/plain; charset=utf-8", status=status, headers=headers)
