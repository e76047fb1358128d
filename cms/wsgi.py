"""The WSGI entry point that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from cms import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

lifeline.watch()
application = get_wsgi_application()
