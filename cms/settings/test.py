"""What the tests run on: the development settings without debugging aids, quick password hashes."""

from cms.settings.dev import *  # noqa: F403 - the layers of settings are one namespace
from cms.settings.dev import DATA_DIR, DATABASES, REST_FRAMEWORK
from cms.settings.logging_format import logging_settings

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = logging_settings(as_json=False, level="WARNING")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A file, as in real life: SQLite's in-memory database locks differently and cannot be shared by processes.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# Static files as development serves them: found where they lie, nothing collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# Tests make sites and requests faster than the world does.
API_SITE_MEMORY_SECONDS = 0
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"address": "", "key": "", "form": ""}
