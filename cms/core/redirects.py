"""Where a plain page has moved to, for readers who may see it there."""

from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site


def moved(request: HttpRequest) -> HttpResponseBase | None:
    """The answer that leads on from an address without a page; None where there is none that the reader may follow.

    It is never kept: who may follow it is asked each time.
    """
    row = next((row for row in redirects_of(request) if may_follow(request, row)), None)
    if row is None:
        return None
    answer = HttpResponsePermanentRedirect if row.is_permanent else HttpResponseRedirect
    response = answer(row.link)
    add_never_cache_headers(response)
    return response


def redirects_of(request: HttpRequest) -> list[Redirect]:
    """The redirects at the address asked, with its query or without; the site's own before those of all sites."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    paths = {Redirect.normalise_path(path) for path in (request.get_full_path(), request.path)}
    return list(Redirect.get_for_site(site).filter(old_path__in=paths).order_by(F("site").asc(nulls_last=True)))


def may_follow(request: HttpRequest, row: Redirect) -> bool:
    """Whether it leads out of the house, or to a page that is open to the reader."""
    page = row.redirect_page
    if page is None:
        return bool(row.redirect_link)
    admitted = all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
    return bool(page.live and page.url and admitted)
