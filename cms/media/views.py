"""Stored images for the admin's own screens."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# A picture that is opened by itself is a page of its own: it may show itself, and nothing else.
PICTURES_ONLY_SHOW = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@permission_required("wagtailadmin.access_admin", login_url="wagtailadmin_login")
def admin_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """An image file, for people who may enter the admin.

    Everybody else gets images through signed addresses, which say nothing of what else is stored.
    """
    response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    response["Content-Security-Policy"] = PICTURES_ONLY_SHOW
    return response
