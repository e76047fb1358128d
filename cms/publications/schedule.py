"""What has expired goes, what is due comes: each object on its own.

Wagtail's own loop ends at the first revision that a rule refuses, and has taken it out of the schedule by then: the
page never goes live, and nobody hears of it. Here a refused revision stays scheduled and is tried again each time, so
that it goes live as soon as what kept it is solved elsewhere (a claim accepted, a picture described). Until then it
stands in the report "Stale publications", and its history says why. Publishing another version ends its turn.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import DraftStateMixin, Page, Revision

from cms.core.refusals import in_words

REFUSED = "publications.refuse_scheduled"
logger = logging.getLogger(__name__)


def keep_schedule() -> None:
    """Unpublish what has expired and publish what is due."""
    for instance in _expired():
        _alone(instance, partial(instance.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"))
    for revision in list(overdue()):
        if reasons := _alone(revision.content_object, partial(_publish, revision)):
            _tell(revision, reasons)


def overdue() -> QuerySet[Revision]:
    """The revisions whose time to go live has come, the longest due first."""
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")


def refusal_of(revision: Revision) -> Any | None:
    """The last entry of the history that says why a scheduled revision was refused."""
    logs = registry.get_logs_for_instance(revision.content_object)
    return logs.filter(action=REFUSED, revision=revision).order_by("timestamp").last()


def _expired() -> Iterator[Any]:
    drafted = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    for model in (Page, *(model for model in drafted if not issubclass(model, Page))):
        yield from list(model._default_manager.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at"))


def _publish(revision: Revision) -> None:
    revision.as_object().full_clean()  # Wagtail publishes snippets without asking their rules
    revision.publish(log_action="wagtail.publish.scheduled")


def _alone(instance: Any, deed: Callable[[], object]) -> list[str]:
    """Do something with one object, in a transaction of its own; returns what kept it from being done."""
    try:
        with transaction.atomic():
            deed()
    except ValidationError as refusal:
        return in_words(refusal, instance)
    except Exception as error:  # whatever is wrong with one object, the others keep their times
        logger.exception("The schedule of %s %s fails", instance._meta.label, instance.pk)
        return [f"{type(error).__name__}: {error}"]
    return []


def _tell(revision: Revision, reasons: list[str]) -> None:
    """Say once, not at each try, why an object missed its time."""
    told, instance = refusal_of(revision), revision.content_object
    if told and told.data["reasons"] == reasons:
        return
    # Without the reasons: they quote drafts, and no draft belongs into the program's log.
    logger.warning("%s %s was not published at its time; its history says why", instance._meta.label, instance.pk)
    registry.log(instance, REFUSED, revision=revision, data={"reasons": reasons})
