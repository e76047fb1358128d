"""The embedded default: one machine, SQLite, no broker, the sandbox connected."""

import os
import warnings

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from cms.settings.base import *  # noqa: F403 - the layers of settings are one namespace
from cms.settings.base import DATA_DIR, LOGGING, REDIS_URL, STATIC_ROOT, WAGTAILADMIN_BASE_URL
from cms.settings.kept_secrets import kept_secret

DEBUG = True
SECRET_KEY = kept_secret(DATA_DIR / "secret_key", get_random_secret_key)
FIELD_ENCRYPTION_KEYS = [kept_secret(DATA_DIR / "field_encryption_key", lambda: Fernet.generate_key().decode())]
ALLOWED_HOSTS = ["*"]
OUTBOUND_ALLOW_HTTP = OUTBOUND_ALLOW_LOOPBACK = True
OUTBOUND_PORTS = range(1, 65536)
# WhiteNoise serves the apps' own static folders; it only wants this one to exist.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# The terminal shows what needs somebody: not every page that is saved, nor that a container is run by root.
LOGGING["loggers"]["wagtail"] = {"level": "WARNING"}
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")

# What `manage.py up` does once on an empty database, what when an address is not that of the last start, what it runs
# (a Python module and its arguments each), and which addresses it shows at the end.
PORT = os.environ.get("PORT", "8000")
SANDBOX_PORT = os.environ.get("SANDBOX_PORT", "8010")
GRANIAN_OPTIONS = ["--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
WORKER_OPTIONS = ["-P", "threads", "-c", "8", "--without-gossip", "--without-mingle"]
UP_FIRST_RUN = {"load_demo": "Loading the demonstration site", "connect_sandbox": "Connecting the sandbox"}
UP_MOVES = {
    "site": (
        WAGTAILADMIN_BASE_URL,
        ["move_default_site", "reconcile_publications --all"],
        "The site has a new address: publishing everything with it",
    ),
    "sandbox": (SANDBOX_PORT, ["connect_sandbox --moved"], "The sandbox has a new port: pointing to it"),
}
UP_PROCESSES = {
    "web": ["granian", "--interface", "wsgi", "--port", PORT, *GRANIAN_OPTIONS, "cms.wsgi:application"],
    "worker": ["celery", "-A", "cms", "--quiet", "worker", *WORKER_OPTIONS],
    "sandbox": ["integrations.sandbox", "--port", SANDBOX_PORT, "--data", str(DATA_DIR / "sandbox.sqlite3")],
}
if REDIS_URL:  # without a broker the workers' own look runs the schedule (docs/adr/0003)
    UP_PROCESSES["beat"] = ["celery", "-A", "cms", "--quiet", "beat", "--schedule", str(DATA_DIR / "beat-schedule")]
UP_PORTS = {"web": (int(PORT), "PORT"), "sandbox": (int(SANDBOX_PORT), "SANDBOX_PORT")}
UP_ADDRESSES = {
    "Site": f"http://localhost:{PORT}/",
    "Admin": f"http://localhost:{PORT}/admin/",
    "API": f"http://localhost:{PORT}/api/v1/",
    "API docs": f"http://localhost:{PORT}/api/v1/docs/",
    "Health": f"http://localhost:{PORT}/healthz",
    "Sandbox": f"http://localhost:{SANDBOX_PORT}/",
}
