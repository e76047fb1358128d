"""The look: everything that a worker finds by reading the database, however it came to be there."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from django.db import close_old_connections

from cms.publications.reconcile import reconcile_pending
from integrations import clock
from integrations.claim import claim
from integrations.deliver import deliver
from integrations.fan_out import fan_out
from integrations.lookup import claim_searches, look_up
from integrations.models import PeriodicRun
from integrations.persistence import AWAY
from integrations.sweep import sweep

Job = Callable[[], None]

HEARTBEAT = "heartbeat"
HEARTBEAT_PAUSE = timedelta(seconds=5)

logger = structlog.get_logger(__name__)


def look() -> None:
    """Drain marks, fan out changes, end expired leases. What fails is logged and does not stop the rest."""
    for part in (reconcile_pending, fan_out, sweep, note_heartbeat):
        outlive(part)


def outlive(part: Callable[[], Any]) -> None:
    """Do one part of the work and go on, whatever becomes of it."""
    try:
        part()
    except AWAY as error:
        logger.warning("database away", part=_name(part), error=str(error))
        close_old_connections()
    except Exception:
        # The worker lives on: the next look tries again.
        logger.exception("look failed", part=_name(part))


def due_jobs(senders: int) -> list[Job]:
    """Claim up to `senders` pieces of network work; each must be begun at once by a sender of its own.

    One look-up comes first, so that uncertain posts are settled however much there is to send. Each kind is claimed
    by itself: what is claimed is begun, whatever becomes of the rest.
    """
    jobs: list[Job] = []
    outlive(lambda: jobs.extend(_searches(1)))
    outlive(lambda: jobs.extend(partial(deliver, claimed) for claimed in claim(senders - len(jobs))))
    outlive(lambda: jobs.extend(_searches(senders - len(jobs))))
    return jobs


def _searches(most: int) -> list[Job]:
    return [partial(look_up, search) for search in claim_searches(most)]


def look_once() -> int:
    """Look, then send what is due, one after the other, here and now.

    Returns:
        How many deliveries were attempted or looked up.
    """
    look()
    done = 0
    while jobs := due_jobs(1):
        for job in jobs:
            outlive(job)
        done += len(jobs)
    return done


def note_heartbeat() -> None:
    """Say that somebody looks, every few seconds."""
    now = clock.now()
    run, created = PeriodicRun.objects.get_or_create(name=HEARTBEAT, defaults={"due_at": now, "ran_at": now})
    if not created and (run.ran_at is None or run.ran_at < now - HEARTBEAT_PAUSE):
        PeriodicRun.objects.filter(pk=run.pk).update(ran_at=now)


def _name(part: Callable[[], Any]) -> str:
    function = part.func if isinstance(part, partial) else part
    return getattr(function, "__name__", repr(function))
