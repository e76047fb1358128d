"""The project's addresses and, besides, Wagtail's own write API, which an installation may mount."""

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as addresses

urlpatterns = [path("api/v3/", api.urls), *addresses]
