"""Settings: the embedded default with a schedule for impatient people, and a job that leaves a trace of every run."""

from cms.settings.dev import *  # noqa: F403 - the layers of settings are one namespace
from cms.settings.dev import CELERY_BEAT_SCHEDULE

CELERY_IMPORTS = ["tests.flows.delivery.trace"]
CELERY_BEAT_SCHEDULE["publish scheduled pages"]["schedule"] = 2
CELERY_BEAT_SCHEDULE["trace"] = {"task": "tests.flows.delivery.trace.leave", "schedule": 2}
