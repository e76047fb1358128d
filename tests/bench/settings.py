"""Settings: production, with what the measurements are compared with beside the product."""

from cms.settings.production import *  # noqa: F403 - the layers of settings are one namespace
from cms.settings.production import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2"]
ROOT_URLCONF = "tests.bench.urls"
WAGTAILAPI_LIMIT_MAX = 100
