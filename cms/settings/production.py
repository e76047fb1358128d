"""Production: every secret and address from the environment, none with a default."""

from cms.settings.base import *  # noqa: F403 - the layers of settings are one namespace
from cms.settings.databases import database
from cms.settings.environment import listed, required
from cms.settings.logging_format import logging_settings

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
FIELD_ENCRYPTION_KEYS = listed(required("FIELD_ENCRYPTION_KEYS"))
ALLOWED_HOSTS = listed(required("ALLOWED_HOSTS"))
WAGTAILADMIN_BASE_URL = required("ADMIN_BASE_URL")
DATABASES = {"default": database(required("DATABASE_URL"))}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = logging_settings(as_json=True)

# The proxy in front ends TLS and sets this header itself, whatever the client sent (deploy/nginx.conf).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Wagtail shows previews in a frame of its own, so that framing by ourselves stays allowed (W019).
# Whether all subdomains speak TLS, and whether browsers should be told so for ever, is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
