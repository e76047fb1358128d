"""Finding out whether an uncertain post stands, in the account's own timeline. Nothing is sent again before.

A look-up is read-only and may repeat. It is claimed by moving `due_at` on, and concluded only by whoever still
holds that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import structlog

from cms.publications.written import MOMENT, Written
from integrations import clock
from integrations.channels.base import Outcome, Presence, Sighting, Verdict
from integrations.delivery.accounts import OpenAccount
from integrations.delivery.exchange import Exchange
from integrations.delivery.hold import Hold
from integrations.delivery.persistence import insist
from integrations.faults import reached
from integrations.models import Delivery
from integrations.policy import policy
from integrations.transitions import POISON, again, ask, dead, sent, settle_seconds

State = Delivery.State
Fields = dict[str, Any]

BEFORE = timedelta(minutes=5)  # a remote's clock may be behind ours
ABSENCES = 2

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Search(Hold):
    """One look-up under way.

    Args:
        delivery: what is looked for.
        begun_at: database time before the first read.
        held_until: the `due_at` that stands as long as nobody else took over.
    """

    delivery: Delivery
    begun_at: datetime
    held_until: datetime


def claim_searches(most: int) -> list[Search]:
    """Take up to `most` uncertain deliveries whose look-up is due."""
    if most < 1:
        return []
    searches, now = [], clock.now()
    held_until = now + timedelta(seconds=policy().lease)
    due = [pk for (pk,) in _due(most).ask(now)]
    rows = Delivery.objects.filter(pk__in=due).select_related("destination").defer("destination__secret")
    for delivery in rows.order_by("due_at", "pk") if due else []:
        search = Search(delivery=delivery, begun_at=now, held_until=held_until)
        mine = Delivery.objects.filter(pk=delivery.pk, state=State.UNCERTAIN, due_at=delivery.due_at)
        if mine.update(due_at=held_until):
            searches.append(search)
    return searches


@lru_cache(maxsize=64)
def _due(most: int) -> Written:
    due = Delivery.objects.to_look_up(MOMENT).order_by("due_at", "pk")
    return Written(due.values_list("pk")[:most], MOMENT)


def look_up(search: Search) -> None:
    """Look for one uncertain post and write down what that tells."""
    sighting = _sight(search)
    reached("looked_up")
    fields = CONCLUSIONS[sighting.presence](search, sighting)
    mine = Delivery.objects.filter(pk=search.delivery.pk, state=State.UNCERTAIN, due_at=search.held_until)
    insist(lambda: mine.update(**fields), search.seconds_left)


def _sight(search: Search) -> Sighting:
    """What the channel sees; credentials that turn out to have expired are renewed once."""
    exchange = Exchange(search.check)
    try:
        account = OpenAccount(search.delivery.destination, search.begun_at, search.delivery)
        exchange.account = account.view
        sighting = _look(search.delivery, account, exchange)
        if sighting.expired:
            sighting = _look(search.delivery, account, exchange, renew=True)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises tells nothing of the post: we could not look
        logger.error("look-up failed", delivery=search.delivery.pk, exception=exchange.traceback_of(error))
        sighting = Sighting(Presence.UNKNOWN, detail=f"{type(error).__name__}: {error}")
    return exchange.storable(sighting)


def _look(delivery: Delivery, account: OpenAccount, exchange: Exchange, *, renew: bool = False) -> Sighting:
    """One look. Credentials are not renewed on a guess: a worker killed meanwhile loses those that work once."""
    prepared = account.prepare(exchange, renew=renew)
    if prepared.outcome is not Outcome.OK:
        return Sighting(Presence.UNKNOWN, detail=prepared.detail)
    return delivery.destination.adapter.lookup(delivery.marker, account.view, _since(delivery) - BEFORE, exchange)


def _since(delivery: Delivery) -> datetime:
    """The earliest moment at which it can have been posted: its first attempt, or one that a restore has undone."""
    first = delivery.attempt_rows.order_by("number").values_list("started_at", flat=True).first()
    return min(moment for moment in (first, delivery.unknown_since, delivery.due_at) if moment)


def _found(search: Search, sighting: Sighting) -> Fields:
    verdict = Verdict(Outcome.OK, remote_id=sighting.remote_id, remote_url=sighting.remote_url)
    return {**sent(search.delivery, verdict, search.begun_at), "detail": "Found where it was sent."}


def _absent(search: Search, _sighting: Sighting) -> Fields:
    """Absent counts only once a silent request can have no effect any more, and only the second time."""
    delivery, now = search.delivery, search.begun_at
    if delivery.settles_at and now < delivery.settles_at:
        return {"due_at": delivery.settles_at, "blind_looks": 0}
    if delivery.absences + 1 < ABSENCES:
        later = now + timedelta(seconds=policy().second_look)
        return {"due_at": later, "absences": delivery.absences + 1, "blind_looks": 0}
    return _surely_absent(delivery, now)


def _surely_absent(delivery: Delivery, now: datetime) -> Fields:
    verdict = Verdict(Outcome.TRANSIENT, "It was looked for and is not there.")
    if delivery.unknown_since:
        return _offered(delivery, now)
    if settle_seconds(delivery) is None:
        return {**ask(delivery, verdict, now), "detail": "It is not there, but may still appear: nobody knows when."}
    if delivery.attempt_rows.latest("number").outcome == Outcome.DUPLICATE:
        return {**ask(delivery, verdict, now), "detail": "It was refused as a duplicate, but cannot be found."}
    if delivery.crashes >= policy().crashes:
        return {**dead(delivery, verdict, now), "detail": POISON.format(delivery.crashes)}
    return {**again(delivery, verdict, now), "detail": verdict.detail}


def _offered(delivery: Delivery, now: datetime) -> Fields:
    """Nothing was posted since the backup: a person decides, or has decided already."""
    known: Fields = {"unknown_since": None, "due_at": now, "detail": "It was looked for after a restore: not there."}
    return {**known, "state": State.READY if delivery.released else State.WAITING}


def _blind(search: Search, sighting: Sighting) -> Fields:
    """It could not be read: later again, less and less often, and then a person is asked."""
    looks = search.delivery.blind_looks + 1
    detail = f"It could not be looked for: {sighting.detail}"[:500]
    if looks >= policy().blind_looks:
        return {"state": State.NEEDS_PERSON, "detail": detail}
    later = search.begun_at + timedelta(seconds=policy().second_look * 2**looks)
    return {"due_at": later, "blind_looks": looks, "detail": detail}


CONCLUSIONS: dict[Presence, Callable[[Search, Sighting], Fields]] = {
    Presence.FOUND: _found,
    Presence.ABSENT: _absent,
    Presence.UNKNOWN: _blind,
}
