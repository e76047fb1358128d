"""The plain page, which answers where there is no external site yet."""

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.views import serve

from cms.core.redirects import moved


def plain_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view of the page at a path, or the way to where it has moved.

    Who asks is looked up even where there is no page: were it done for hidden pages alone, a header or a cookie of the
    404 would tell them from missing ones.
    """
    bool(request.user.is_authenticated)
    try:
        response: HttpResponseBase = serve(request, path)
    except Http404:
        elsewhere = moved(request)
        if elsewhere is None:
            raise
        return elsewhere
    return response
