"""The embedded default, with an API that pages of any site may ask in a browser."""

import os

os.environ["API_CORS_ORIGINS"] = "*"

from cms.settings.dev import *  # noqa: F403 - the layers of settings are one namespace; it reads the environment
