"""The Celery application. Its tasks carry no work: they ring the bell of the look (docs/adr/0002).

A room adds a step to every worker with `app.steps["worker"].add(Step)` in its `tasks.py`, which each worker
imports before it builds its steps.
"""

import logging.config
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from cms.heartbeat import Heartbeat

app = Celery("meridian")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(Heartbeat)


@setup_logging.connect
def write_lines_as_django_does(**_: Any) -> None:
    """Celery leaves logging alone as soon as somebody answers this signal."""
    logging.config.dictConfig(settings.LOGGING)
