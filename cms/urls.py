"""The composition root: which room answers at which address."""

from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import WAGTAIL_FRONTEND_LOGIN_TEMPLATE, serve_pattern

from cms.api.views.media import picture, signed_file
from cms.api.views.plain import plain_page
from cms.media.views import admin_image

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("cms.api.urls")),
    path("feeds/", include("integrations.urls")),
    path("files/<str:token>/<str:filename>", signed_file, name="signed_file"),
    path("images/<str:token>/<str:name>", picture, name="picture"),
    path("media/images/<path:path>", admin_image),
    # Of Wagtail's own addresses only these: its password forms tell strangers which ids exist.
    path("_util/login/", LoginView.as_view(template_name=WAGTAIL_FRONTEND_LOGIN_TEMPLATE), name="wagtailcore_login"),
    re_path(serve_pattern, plain_page, name="wagtail_serve"),
]

handler400 = "cms.api.problems.bad_request"
handler404 = "cms.api.problems.not_found"
handler500 = "cms.api.problems.server_error"
