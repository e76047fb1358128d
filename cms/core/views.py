"""The plain page, which answers where there is no external site yet."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve


def plain_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of the page at a path.

    Who asks is looked up even where there is no page: were it done for hidden pages alone, a header or a cookie of the
    404 would tell them from missing ones.
    """
    bool(request.user.is_authenticated)
    response: HttpResponse = serve(request, path)
    return response
