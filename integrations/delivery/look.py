"""The look: everything that a worker finds by reading the database, however it came to be there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from django.db import close_old_connections

from cms.publications import continuity, outside
from cms.publications.reconcile import reconcile_pending
from integrations import clock
from integrations.delivery.brief import brief_together
from integrations.delivery.claim import claim
from integrations.delivery.deliver import attempt, settle
from integrations.delivery.finish import Ending
from integrations.delivery.lookup import claim_searches, look_up
from integrations.delivery.persistence import AWAY
from integrations.delivery.shares import Lane, Room
from integrations.delivery.sweep import sweep
from integrations.models import PeriodicRun
from integrations.outbox.fan_out import fan_out

HEARTBEAT = "heartbeat"
HEARTBEAT_PAUSE = timedelta(seconds=5)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """One piece of network work.

    Args:
        run: does it; returns what is to be written down of it, if that is left to others.
        lane: whose share of the senders it uses.
    """

    run: Callable[[], Ending | None]
    lane: Lane


def look() -> None:
    """Drain marks, fan out changes, end expired leases. What fails is logged and does not stop the rest.

    Nothing but the marks is touched while the database may not be ours.
    """
    parts = (reconcile_pending, fan_out, sweep, note_heartbeat)
    for part in parts if _intact() else (reconcile_pending, note_heartbeat):
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


def due_jobs(room: Room) -> list[Job]:
    """Claim as much network work as there is room for; each must be begun at once by a sender of its own.

    One look-up comes first, so that uncertain posts are settled however much there is to send. Each kind is claimed
    by itself: what is claimed is begun, whatever becomes of the rest.
    """
    if not _intact():
        return []
    jobs: list[Job] = []
    outlive(lambda: jobs.extend(_searches(room, 1)))
    there_may_be_more = bool(jobs)
    outlive(lambda: jobs.extend(_deliveries(room)))
    if there_may_be_more:
        outlive(lambda: jobs.extend(_searches(room, room.senders)))
    return jobs


def _intact() -> bool:
    """Whether this database is the one we left; where that cannot be found out, nothing is sent."""
    found: list[bool] = []
    outlive(lambda: found.append(continuity.intact()))
    return any(found)


def _deliveries(room: Room) -> list[Job]:
    return [Job(partial(attempt, claimed), claimed.lane) for claimed in claim(room, brief_together)]


def _searches(room: Room, most: int) -> list[Job]:
    """Look-ups go where something has just failed."""
    searches = claim_searches(min(most, room.left(Lane.STRUGGLING)))
    return [Job(partial(look_up, one), Lane.STRUGGLING) for one in searches if room.take(Lane.STRUGGLING)]


def look_once() -> int:
    """Look, then send what is due, one after the other, here and now.

    Returns:
        How many deliveries were attempted or looked up.
    """
    look()
    done = 0
    while jobs := due_jobs(Room.beside(1)):
        for job in jobs:
            outlive(partial(_do, job))
        done += len(jobs)
    return done


def _do(job: Job) -> None:
    if ending := job.run():
        settle(ending)


def note_heartbeat() -> None:
    """Say that somebody looks, every few seconds."""
    now = clock.now()
    run, created = PeriodicRun.objects.get_or_create(name=HEARTBEAT, defaults={"due_at": now, "ran_at": now})
    if not created and (run.ran_at is None or run.ran_at < now - HEARTBEAT_PAUSE):
        PeriodicRun.objects.filter(pk=run.pk).update(ran_at=now)
        outside.remember(continuity.rise())


def _name(part: Callable[[], Any]) -> str:
    function = part.func if isinstance(part, partial) else part
    return getattr(function, "__name__", repr(function))
