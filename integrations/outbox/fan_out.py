"""From changes to deliveries: each destination's cursor moves over the one order of changes."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Max, QuerySet

from cms.publications.audiences import PUBLIC
from cms.publications.models import Change
from integrations import clock
from integrations.faults import reached
from integrations.models import Delivery, Destination
from integrations.outbox import announcing
from integrations.outbox.facets import fits
from integrations.outbox.messages import message_ids
from integrations.outbox.pinging import ping

BATCH = 500

logger = structlog.get_logger(__name__)


def fan_out() -> int:
    """Bring every active destination up to the last change.

    Returns:
        How many changes were considered. A destination that fails keeps its cursor and shows its trouble; the
        others go on.
    """
    return sum(_catch_up(destination_id) for destination_id in behind())


def head() -> int:
    """The last change's place in the order; a new destination starts here."""
    return Change.objects.aggregate(last=Max("sequence"))["last"] or 0


def wants(destination: Destination, change: Change) -> bool:
    """Whether a destination asked to hear of a change.

    Of what must go it hears whatever the cause; and where it has been told of the object before, whatever else it
    asks for by now. A channel that pings has nothing to choose from: what everybody may see may be kept anywhere.
    """
    if destination.adapter.capabilities.pings:
        return change.audience == PUBLIC
    if change.audience not in destination.audiences:
        return False
    if announcing.takes_away(change) and _knows(destination, change):
        return True
    if announcing.outgrown(destination, change):
        return True
    return (
        (not destination.types or change.type in destination.types)
        and (change.is_tombstone or change.cause in destination.causes)
        and destination.locale in ("", change.locale)
        and fits(destination, change)
    )


def _knows(destination: Destination, change: Change) -> bool:
    """Whether a destination has been told of a change's object, or is to be."""
    told = destination.deliveries.exclude(state=Delivery.State.CANCELED)
    return told.filter(change__uid=change.uid).exists()


def behind() -> QuerySet[Destination, int]:
    """The active destinations for which there are changes to consider, the furthest behind first."""
    active = Destination.objects.filter(state=Destination.State.ACTIVE, cursor__lt=head())
    return active.order_by("cursor").values_list("pk", flat=True)


def _catch_up(destination_id: int) -> int:
    considered, moved = 0, BATCH
    try:
        while moved == BATCH:
            moved = advance(destination_id)
            considered += moved
    except Exception as error:
        # One destination must not stop the others; its cursor stays, so that it is tried again at the next look.
        logger.exception("fan-out failed", destination=destination_id)
        Destination.objects.filter(pk=destination_id).update(trouble=str(error) or repr(error))
    return considered


@transaction.atomic
def advance(destination_id: int) -> int:
    """One batch: deliveries and cursor move in one transaction, so that a crash repeats it or leaves it done.

    Returns:
        How many changes were considered; 0 at the end of the order.
    """
    locked = Destination.objects.defer("secret").select_for_update(skip_locked=True, no_key=True)
    destination = locked.filter(pk=destination_id).first()
    if destination is None:
        return 0
    changes = list(Change.objects.filter(sequence__gt=destination.cursor).order_by("sequence")[:BATCH])
    if not changes:
        return 0
    queue(destination, [change for change in changes if wants(destination, change)])
    destination.cursor = changes[-1].sequence
    destination.trouble = ""
    destination.save(update_fields=["cursor", "trouble"])
    reached("fan_out")
    return len(changes)


def queue(destination: Destination, changes: list[Change]) -> None:
    """Make deliveries of changes that a destination wants to hear of, within the caller's transaction."""
    now, ids = clock.now(), message_ids(changes)
    capabilities = destination.adapter.capabilities
    if capabilities.pings:
        ping(destination, changes, ids, now)
    elif capabilities.announces:
        for change in changes:
            announcing.consider(destination, change, ids[change.sequence], now)
    else:
        told = [_delivery(destination, change, ids[change.sequence], now) for change in changes]
        Delivery.objects.bulk_create(told, ignore_conflicts=True)


def _delivery(destination: Destination, change: Change, message_id: str, now: datetime) -> Delivery:
    return Delivery(
        destination=destination,
        change=change,
        message_id=message_id,
        dedupe_key=message_id,
        due_at=now,
        created_at=now,
    )
