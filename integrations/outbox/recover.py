"""Queueing again what a destination has missed since a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import LogFormatter, log

from cms.publications.models import Change
from integrations import clock
from integrations.doorbell import ring
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import TooLate
from integrations.outbox.fan_out import BATCH, queue, wants
from integrations.upkeep.retention import DELIVERIES_KEPT

RECOVERED = "integrations.recover"
AFRESH = {"tries": 0, "crashes": 0, "absences": 0, "blind_looks": 0, "ended_at": None, "detail": "Recovered by hand."}


@dataclass(frozen=True)
class Recovered:
    """How many messages were queued: those that had failed, and those of changes that it was never told."""

    failed: int
    untold: int


@transaction.atomic
def recover(destination: Destination, since: datetime, user: Any) -> Recovered:
    """Send once more what failed since a time, and for the first time what it wants by now and was not told.

    Message ids are those of the changes: who has a message already drops it. What must not be told any more is called
    off when its turn comes, as always. While the destination is paused everything waits.

    Args:
        since: from when on; a time with its zone.

    Raises:
        TooLate: people would see what is sent again, or nobody knows any more what was told so long ago.
    """
    if not destination.adapter.capabilities.repeatable:
        raise TooLate("What people see is not sent again in bulk: decide about each delivery.")
    if since < clock.now() - DELIVERIES_KEPT:
        raise TooLate(f"What was told more than {DELIVERIES_KEPT.days} days ago is forgotten: take a later time.")
    locked = Destination.objects.defer("secret").select_for_update(no_key=True).get(pk=destination.pk)
    now = clock.now()
    failed = locked.deliveries.filter(state=Delivery.State.DEAD, purpose=Delivery.Purpose.TELL, ended_at__gte=since)
    recovered = Recovered(failed.update(state=Delivery.State.READY, due_at=now, **AFRESH), _queue_untold(locked, since))
    data = {"since": since.isoformat(), "failed": recovered.failed, "untold": recovered.untold}
    log(instance=locked, action=RECOVERED, user=user, data=data)
    transaction.on_commit(ring)
    return recovered


def _queue_untold(destination: Destination, since: datetime) -> int:
    count = 0
    for batch in _considered(destination, since):
        # By the change and not by its message's id, which is another after a restored backup.
        told = set(destination.deliveries.filter(change__in=batch).values_list("change", flat=True))
        missed = [one for one in batch if one.sequence not in told and wants(destination, one)]
        queue({destination: missed})
        count += len(missed)
    return count


def _considered(destination: Destination, since: datetime) -> Iterator[list[Change]]:
    """The changes since a time that the fan-out has passed; it still comes to the others."""
    changes = Change.objects.filter(at__gte=since, sequence__lte=destination.cursor).order_by("sequence")
    last = 0
    while batch := list(changes.filter(sequence__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].sequence


class RecoveryFormatter(LogFormatter):
    """How a recovery reads in the history."""

    label = "Recover messages"

    def format_message(self, log_entry: Any) -> str:
        return "Recovered since {since}: {failed} failed, {untold} never told".format(**log_entry.data)
