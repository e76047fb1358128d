"""Production: every secret from the environment, none with a default."""

import os

from cms.settings.base import *  # noqa: F403 - the layers of settings are one namespace

DEBUG = False
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
