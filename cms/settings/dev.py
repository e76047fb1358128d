"""The embedded default: one machine, SQLite, no broker, the sandbox connected."""

from cms.settings.base import *  # noqa: F403 - the layers of settings are one namespace

DEBUG = True
SECRET_KEY = "insecure-development-key-of-no-value"  # noqa: S105 - production takes its own from the environment
ALLOWED_HOSTS = ["*"]
