"""What the tests run on: the development settings without debugging aids, quick password hashes."""

from cms.settings.dev import *  # noqa: F403 - the layers of settings are one namespace

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
