"""Sending again after a restore, or keeping quiet in a copy: what follows once somebody has said what happened.

`cms.publications.continuity` notices that the database is not the one that this installation left; until one of
these verbs is called, no worker sends anything. Both are in Wagtail's audit log.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from cms.publications import continuity
from cms.publications.installation import Installation
from integrations import clock
from integrations.doorbell import ring
from integrations.models import Delivery, Destination
from integrations.outbox.announcing import RESTORED
from integrations.outbox.fan_out import advance, head
from integrations.outbox.messages import new_message_id
from integrations.transitions import NO_LEASE, cancel, sought

State, Purpose = Delivery.State, Delivery.Purpose

RESUMED = "integrations.resume"
COPIED = "integrations.copy"
RESUMPTIONS = {
    RESUMED: ("Resume deliveries", "Deliveries resumed after a restored backup"),
    COPIED: ("Declare a copy", "Declared a copy: all destinations closed"),
}

A_COPY = "This installation is a copy of another, which goes on sending."
CALLED_BACK = "Receivers were told to begin again instead."
NOT_SEARCHABLE = "A backup was restored: it may have been posted since. Look there before you post it."
OPEN = (State.WAITING, State.READY, State.LEASED, State.UNCERTAIN, State.NEEDS_PERSON)


@dataclass
class Resumed:
    """What was done.

    Args:
        sought: how many posts are looked for before anything else becomes of them.
        waiting: how many wait for a person, because their channel cannot be searched.
        canceled: how many messages were called off.
        resynced: how many receivers are told to begin again.
        closed: how many destinations were closed.
    """

    sought: int = 0
    waiting: int = 0
    canceled: int = 0
    resynced: int = 0
    closed: int = 0


@transaction.atomic
def resume_as_restore(user: Any = None) -> Resumed:
    """A backup was restored here, and this installation goes on.

    Since the backup everything may have happened that the database holds for still to be done. Posts are looked for,
    and what is found is adopted; what is not waits for a decision. Who keeps a copy of what webhooks tell is told to
    begin again, so that no message need be repeated.
    """
    installation = _accept(restored=True)
    resumed, now = Resumed(), clock.now()
    for destination in _locked():
        if destination.adapter.capabilities.announces:
            _doubt_posts(destination, installation.unknown_since or now, resumed)
        else:
            _call_back(destination, now, resumed)
    _note(installation, RESUMED, user, resumed)
    return resumed


@transaction.atomic
def resume_as_copy(user: Any = None, *, drop_secrets: bool = False) -> Resumed:
    """This is a copy of an installation that goes on elsewhere: nothing of what that has to send is sent from here.

    Args:
        drop_secrets: forget the credentials of every destination, so that none can be used here by mistake.
    """
    installation = _accept(restored=False)
    canceled = cancel(Delivery.objects.filter(state__in=OPEN), A_COPY, clock.now())
    fields = {"state": Destination.State.CLOSED, "state_reason": A_COPY, "cursor": head()}
    closed = Destination.objects.update(**fields, **({"secret": {}} if drop_secrets else {}))
    resumed = Resumed(canceled=canceled, closed=closed)
    _note(installation, COPIED, user, resumed)
    return resumed


def _accept(*, restored: bool) -> Installation:
    return continuity.accept(restored=restored, noticed=not continuity.intact())


def _locked() -> QuerySet[Destination]:
    return Destination.objects.defer("secret").select_for_update(no_key=True).order_by("pk")


def _doubt_posts(destination: Destination, since: datetime, resumed: Resumed) -> None:
    """Look for every post that may have been made since the backup, also those about changes not yet considered.

    What waits for a decision is looked for when somebody lets it out.
    """
    told = destination.deliveries.filter(purpose__in=Delivery.POSTS)
    _doubt(told.filter(state__in=(State.READY, State.LEASED, State.UNCERTAIN)), destination, since, resumed)
    told.filter(state=State.WAITING).update(unknown_since=since)
    while advance([destination.pk]):
        pass  # a batch of changes each time, until all are considered
    new = Q(state=State.READY) | Q(state=State.WAITING, detail=RESTORED)
    _doubt(told.filter(new), destination, since, resumed)


def _doubt(posts: QuerySet[Delivery], destination: Destination, since: datetime, resumed: Resumed) -> None:
    doubted = {"unknown_since": since, "released": False}
    if destination.adapter.capabilities.looks_up:
        resumed.sought += posts.update(**doubted, **sought(destination, clock.now()))
    else:
        resumed.waiting += posts.update(**doubted, **NO_LEASE, state=State.WAITING, detail=NOT_SEARCHABLE)


def _call_back(destination: Destination, now: datetime, resumed: Resumed) -> None:
    """Send nothing that may have been told before; whoever keeps a copy takes it anew from the API."""
    unsent = destination.deliveries.filter(state__in=(State.READY, State.LEASED, State.UNCERTAIN))
    unsent.update(cursor=None, previous_cursor=None)
    resumed.canceled += cancel(unsent, CALLED_BACK, now)
    Destination.objects.filter(pk=destination.pk).update(cursor=head())
    if destination.adapter.capabilities.keeps_copy and destination.state != Destination.State.CLOSED:
        _tell_to_begin_again(destination, now)
        resumed.resynced += 1


def _tell_to_begin_again(destination: Destination, now: datetime) -> None:
    message_id = new_message_id()
    Delivery.objects.create(
        destination=destination,
        purpose=Purpose.RESYNC,
        message_id=message_id,
        dedupe_key=message_id,
        due_at=now,
        created_at=now,
    )


def _note(installation: Installation, what: str, user: Any, resumed: Resumed) -> None:
    log(instance=installation, action=what, user=user, data=asdict(resumed))
    transaction.on_commit(ring)
