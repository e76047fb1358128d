"""Settings: production, with this machine itself as the world outside."""

from cms.settings.production import *  # noqa: F403 - the layers of settings are one namespace

OUTBOUND_ALLOW_HTTP = OUTBOUND_ALLOW_LOOPBACK = True
OUTBOUND_PORTS = range(1, 65536)
