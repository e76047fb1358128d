"""The WSGI entry point that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from cms import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

lifeline.watch()
application = get_wsgi_application()
# What is loaded by now stays: to look through all of it for garbage would stop a request for a third of a second.
gc.freeze()
