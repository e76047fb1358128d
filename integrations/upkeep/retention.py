"""What is forgotten, and when: in batches, so that no transaction is long and deliveries go on meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from cms.publications.models import Change
from cms.publications.superseded import superseded
from integrations import clock
from integrations.models import Attempt, Delivery, Destination

ANSWERS_KEPT = timedelta(days=30)
ATTEMPTS_KEPT = timedelta(days=90)
DELIVERIES_KEPT = CHANGES_KEPT = timedelta(days=365)
BATCH = 1000
MOST_BATCHES = 500  # of each kind in one run: what is left over goes in the next

State = Delivery.State
Rows = QuerySet[Any]


def forget_the_past() -> dict[str, int]:
    """Delete what nobody needs any more; returns how many rows of each kind.

    What must not be told twice, what a destination was told last of each object, and what the readers of the feed of
    changes need to end with a right copy stays for ever.
    """
    now = clock.now()
    return {
        "answers": in_batches(old_answers(now), _empty),
        "attempts": in_batches(old_attempts(now), _delete),
        "deliveries": in_batches(old_deliveries(now), _delete),
        "changes": in_batches(old_changes(now), _delete),
    }


def old_answers(now: datetime) -> QuerySet[Attempt]:
    """Attempts that ended a while ago and still hold the body of the answer, which is the most of them."""
    return Attempt.objects.filter(finished_at__lt=now - ANSWERS_KEPT).exclude(response_body="")


def old_attempts(now: datetime) -> QuerySet[Attempt]:
    """The attempts of deliveries that ended long ago."""
    return Attempt.objects.filter(delivery__ended_at__lt=now - ATTEMPTS_KEPT)


def old_deliveries(now: datetime) -> QuerySet[Delivery]:
    """Messages to programs that ended long ago. Posts stay: their rows are why no page is posted twice.

    Of each object the last message stays too, because a destination that was told of it must hear when it goes; and
    what was called off stays while its number is free for another message.
    """
    later = Delivery.objects.filter(
        destination=OuterRef("destination"), change__uid=OuterRef("change__uid"), pk__gt=OuterRef("pk")
    ).exclude(state=State.CANCELED)
    old = Delivery.objects.filter(destination__in=_programs(), ended_at__lt=now - DELIVERIES_KEPT)
    needless = old.filter(Q(change=None) | Q(state=State.CANCELED) | Exists(later))
    return needless.exclude(state=State.CANCELED, cursor__isnull=False)


def old_changes(now: datetime) -> QuerySet[Change]:
    """Superseded changes that every destination has considered and no delivery tells of."""
    considered = Destination.objects.aggregate(cursor=Min("cursor"))["cursor"]
    told = Delivery.objects.filter(change=OuterRef("pk"))
    return superseded(now - CHANGES_KEPT, considered).exclude(Exists(told))


def in_batches(rows: Rows, act: Callable[[Rows], int]) -> int:
    """Do something to all rows, a batch at a time in the order of their keys, each in a transaction of its own.

    Returns:
        How many rows were treated.
    """
    done, after = 0, 0
    for _ in range(MOST_BATCHES):
        keys = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not keys:
            break
        with transaction.atomic():
            done += act(rows.filter(pk__in=keys))
        after = keys[-1]
    return done


def _empty(attempts: Rows) -> int:
    return attempts.update(response_body="")


def _delete(rows: Rows) -> int:
    """Delete what still is as it was, once it is locked: somebody may be sending it again."""
    locked = [row.pk for row in rows.select_for_update(of=("self",), skip_locked=True).only("pk")]
    rows.model._base_manager.filter(pk__in=locked).delete()
    return len(locked)


def _programs() -> list[int]:
    """Destinations where nobody sees a repetition, and no row must remember that something was posted."""
    destinations = Destination.objects.defer("secret")
    capabilities = ((one.pk, one.adapter.capabilities) for one in destinations)
    return [pk for pk, can in capabilities if can.repeatable and not can.announces]
