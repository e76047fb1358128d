"""The composition root: which room answers at which address."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images.views.serve import ServeView

from cms.media.views import admin_image

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("cms.api.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", admin_image),
    re_path(r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$", ServeView.as_view(), name="wagtailimages_serve"),
    path("", include(wagtail_urls)),
]

handler400 = "cms.api.problems.bad_request"
handler404 = "cms.api.problems.not_found"
handler500 = "cms.api.problems.server_error"
