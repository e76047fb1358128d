"""From changes to deliveries: each destination's cursor moves over the one order of changes."""

from collections.abc import Collection, Mapping, Sequence
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

BATCH = 500  # changes, of one destination or of several together
TOGETHER = 50  # destinations

logger = structlog.get_logger(__name__)


def fan_out() -> int:
    """Bring every active destination up to the last change.

    Returns:
        How many changes were considered. A destination that fails keeps its cursor and shows its trouble; the
        others go on.
    """
    pks = list(behind())
    return sum(_catch_up(pks[at : at + TOGETHER]) for at in range(0, len(pks), TOGETHER))


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


def _catch_up(pks: Sequence[int]) -> int:
    """Bring several destinations up together; where that fails, each by itself."""
    most, considered = max(1, BATCH // len(pks)), 0
    try:
        while moved := advance(pks, most):
            considered += sum(moved)
            if max(moved) < most:
                break
    except Exception as error:
        if len(pks) > 1:
            return considered + sum(_catch_up([pk]) for pk in pks)
        # One destination must not stop the others; its cursor stays, so that it is tried again at the next look.
        logger.exception("fan-out failed", destination=pks[0])
        Destination.objects.filter(pk__in=pks).update(trouble=str(error) or repr(error))
    return considered


@transaction.atomic
def advance(pks: Collection[int], most: int = BATCH) -> list[int]:
    """One batch: deliveries and cursors move in one transaction, so that a crash repeats it or leaves it done.

    Args:
        pks: of destinations; those that somebody else has locked are passed over.
        most: how many changes to consider, from where the furthest behind of them stands.

    Returns:
        How many changes were considered for each that was not at the end of the order.
    """
    locked = Destination.objects.defer("secret").select_for_update(skip_locked=True, no_key=True)
    destinations = list(locked.filter(pk__in=pks).order_by("cursor", "pk"))
    if not destinations:
        return []
    changes = list(Change.objects.filter(sequence__gt=destinations[0].cursor).order_by("sequence")[:most])
    new = {one: [change for change in changes if change.sequence > one.cursor] for one in destinations}
    moved = {one: found for one, found in new.items() if found}
    if not moved:
        return []
    queue({one: [change for change in found if wants(one, change)] for one, found in moved.items()})
    Destination.objects.filter(pk__in=[one.pk for one in moved]).update(cursor=changes[-1].sequence, trouble="")
    reached("fan_out")
    return [len(found) for found in moved.values()]


def queue(wanted: Mapping[Destination, Sequence[Change]]) -> None:
    """Make deliveries of the changes that destinations want to hear of, within the caller's transaction."""
    now, ids = clock.now(), message_ids([change for changes in wanted.values() for change in changes])
    told: list[Delivery] = []
    for destination, changes in wanted.items():
        capabilities = destination.adapter.capabilities
        if capabilities.pings:
            ping(destination, list(changes), ids, now)
        elif capabilities.announces:
            for change in changes:
                announcing.consider(destination, change, ids[change.sequence], now)
        else:
            told += [_delivery(destination, change, ids[change.sequence], now) for change in changes]
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
