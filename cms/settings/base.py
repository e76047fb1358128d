"""Settings that hold everywhere. What differs between installations comes from the environment."""

import json
import os
from collections.abc import Container
from pathlib import Path
from typing import Any

from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_INLINE
from PIL import features
from redis.backoff import NoBackoff
from redis.retry import Retry

from cms.settings.databases import database
from cms.settings.environment import listed, mail_server
from cms.settings.logging_format import logging_settings

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("MERIDIAN_DATA_DIR", BASE_DIR / "var"))
# Who this installation is; empty: a file in the data folder says so (cms/publications/outside.py).
INSTALLATION_ID = os.environ.get("INSTALLATION_ID", "")

INSTALLED_APPS = [
    # Before our own: it makes the redirects of a page that has moved before publications look at what has moved. Its
    # middleware is left out: it would tell everybody where gated pages are (cms.api.views.plain answers instead).
    "wagtail.contrib.redirects",
    "cms.demo",
    "cms.transfer",
    "cms.home",
    "cms.articles",
    "cms.research",
    "cms.conditions",
    "cms.catalogue",
    "cms.navigation",
    "cms.points",
    "cms.core",
    "cms.media",
    "cms.users",
    "cms.publications",
    "cms.api",
    "integrations",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "corsheaders",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# From which origins browsers may read the API: with commas between, or `*` for all; left empty, from none. Then nothing
# looks for them either, and caches need not keep every answer once for each origin.
API_CORS_ORIGINS = listed(os.environ.get("API_CORS_ORIGINS", ""))
CORS_ALLOW_ALL_ORIGINS = API_CORS_ORIGINS == ["*"]
CORS_ALLOWED_ORIGINS = [origin for origin in API_CORS_ORIGINS if origin != "*"]
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
CORS_ALLOW_HEADERS = ["authorization", "content-type", "idempotency-key", "if-none-match", "x-session-token"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"]

MIDDLEWARE = [
    # First, so that a probe may ask by address, without TLS and without a host name.
    "cms.core.health.HealthAnswers",
    *(["corsheaders.middleware.CorsMiddleware"] if API_CORS_ORIGINS else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.api.middleware.LanguageOfPeople",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.content_security.ContentSecurity",
    "cms.core.middleware.AtomicWrites",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'meridian.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
# Where members arrive who log in at the plain pages; the admin has an entrance of its own.
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]
TIME_ZONE = "UTC"
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

# Wagtail
WAGTAIL_SITE_NAME = "Meridian"
WAGTAILADMIN_BASE_URL = os.environ.get("ADMIN_BASE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "svg", "webp"]
# What pictures are offered in besides a plain format, as far as this installation can write it; the smallest first.
PICTURE_FORMATS = [name for name in ("avif", "webp") if features.check(name)]
# How long caches may keep what everybody may see; what is not for everybody is never stored.
MEDIA_CACHE_CONTROL = os.environ.get("MEDIA_CACHE_CONTROL", "public, max-age=3600, immutable")
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
# The admin calls nobody: no update check, no gravatar, no oEmbed.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# An audience is one group of people (docs/adr); a password shared by strangers is none.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# No document is made of rows of these apps: saving one makes nothing stale.
NOT_CONTENT = {"publications", "api", "integrations", "transfer", "sessions", "admin", "contenttypes"}
TASKS = {"default": {"BACKEND": "cms.core.after_commit.AfterCommitBackend"}}

REDIS_URL = os.environ.get("REDIS_URL", "")

# Web and workers share what is cached: with files on one machine, with Redis on several.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "cms.core.caches.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "meridian",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
}

# Celery carries no work, only the word "look" (docs/adr/0002). Without a broker nobody sends even that.
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 300, "socket_connect_timeout": 1, "socket_timeout": 5} if REDIS_URL else {}
)
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = TIME_ZONE
# Beat rings these; without a broker the workers' own look runs them. Each is safe to repeat. Times in seconds.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "look": {"task": "integrations.tasks.look", "schedule": 5, "options": {"expires": 5}},
    "publish scheduled pages": {
        "task": "cms.publications.tasks.publish_scheduled",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "heal publications": {"task": "cms.publications.tasks.heal", "schedule": 60, "options": {"expires": 60}},
    "make copies of pictures": {
        "task": "cms.publications.tasks.make_copies",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "watch destinations": {
        "task": "integrations.tasks.watch_destinations",
        "schedule": 600,
        "options": {"expires": 600},
    },
    "check credentials": {
        "task": "integrations.tasks.check_credentials",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "tell of ending keys": {
        "task": "cms.api.tasks.tell_of_ending_keys",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget old deliveries": {"task": "integrations.tasks.purge", "schedule": crontab(hour="3", minute="20")},
    "tell of messages": {"task": "cms.home.tasks.tell_of_messages", "schedule": 60, "options": {"expires": 60}},
    "forget messages": {"task": "cms.home.tasks.forget_messages", "schedule": crontab(hour="3", minute="40")},
}

# A worker that waits for the mail server does nothing else, so it waits for seconds only.
_mail = mail_server(os.environ.get("EMAIL_URL") or "smtp://localhost")
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "meridian@localhost"

# Numbers of the delivery protocol that differ from integrations/policy.py, as a JSON object.
DELIVERY: dict[str, Any] = json.loads(os.environ.get("DELIVERY", "{}"))

LOGGING = logging_settings(as_json=False)

# Strict for everything; `ContentSecurity` relaxes it for the admin, and says why.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
ADMIN_CONTENT_SECURITY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# What may leave through the one network door (integrations/http); development opens it to this machine.
OUTBOUND_ALLOW_HTTP = os.environ.get("OUTBOUND_ALLOW_HTTP") == "1"
OUTBOUND_ALLOW_LOOPBACK = False
OUTBOUND_PORTS: Container[int] = [int(port) for port in os.environ.get("OUTBOUND_PORTS", "443,8443").split(",")]
# How the CMS, which has no way out of its own, gets a file from the web: (address, most bytes) -> (content, encoding).
FETCH = "integrations.fetching.fetch"
# Fernet keys: the first encrypts, all decrypt.
FIELD_ENCRYPTION_KEYS: list[str] = []

# The delivery API; what else it needs, `cms.api.views.base.ReadView` says itself, because Wagtail's admin uses REST
# framework too. A rate is so many requests in each sec, min, hour or day; an empty one counts nothing.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["cms.api.authentication.ApiKeyAuthentication"],
    "UNAUTHENTICATED_TOKEN": "cms.api.callers.Caller",
    "DEFAULT_THROTTLE_RATES": {
        "address": os.environ.get("API_RATE_PER_ADDRESS", "600/min"),
        "key": os.environ.get("API_RATE_PER_KEY", "6000/min"),
        # What strangers send with a form; a refused try counts too, so it leaves room for a few corrections.
        "form": os.environ.get("FORM_RATE_PER_ADDRESS", "10/hour"),
    },
    # How many proxies of ours append to X-Forwarded-For; what stands before them was written by the client.
    "NUM_PROXIES": int(os.environ.get("TRUSTED_PROXIES", "0")),
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Meridian delivery API",
    "DESCRIPTION": "Published content for sites, apps and static builds, and a feed of what changes.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": "/", "description": "The installation that this description comes from."}],
    "PREPROCESSING_HOOKS": ["cms.api.openapi.only_delivery"],
    "POSTPROCESSING_HOOKS": ["cms.api.openapi.add_components", "cms.api.examples.add_examples"],
}
# What strangers are given may be kept by caches for this long; whoever shows a key for more gets "no-store".
API_CACHE_CONTROL = os.environ.get("API_CACHE_CONTROL", "public, max-age=30, stale-while-revalidate=30")
# For how many seconds a preview link shows a draft to whoever has it.
PREVIEW_SECONDS = int(os.environ.get("PREVIEW_SECONDS", "3600"))
# A folder that nginx in front reads too: it shows which version of everything public stands (docs/caching.md).
EDGE_FOLDER = os.environ.get("EDGE_FOLDER", "")
# In which header caches read the keys of what they keep: Surrogate-Key (Fastly, Varnish) or Cache-Tag (Cloudflare).
CACHE_KEYS_HEADER = os.environ.get("CACHE_KEYS_HEADER", "Surrogate-Key")
# How long a process remembers which site answers at a host; 0 asks the database each time.
API_SITE_MEMORY_SECONDS = 5
# Whom to ask about social channels (cms/core/social.py): the CMS itself does not know who posts.
SOCIAL = "integrations.social"
