"""Pings: messages that only say where to look again, so that many changes may come to one of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from cms.publications.cache_keys import keys_of_change
from cms.publications.models import Change
from cms.publications.sites import Roots
from integrations.channels.base import Message
from integrations.feeds.addresses import touched_feeds
from integrations.models import Delivery, Destination
from integrations.outbox.messages import message_of_change


def ping(destination: Destination, changes: Iterable[Change], ids: dict[int, str], now: datetime) -> None:
    """Insert what a destination is to look at again after changes, each once, except what waits to be sent already.

    Runs in the transaction of the fan-out, under the destination's lock: whoever claims a ping that waits does so
    after these changes are committed, so that it tells of them as well. One that failed and waits for long is
    brought forward.
    """
    due_at = now + timedelta(seconds=destination.adapter.capabilities.gather_seconds)
    pings = {_subject(delivery): delivery for delivery in _pings(destination, changes, ids)}
    for delivery in pings.values():
        delivery.due_at, delivery.created_at = due_at, now
    ready = destination.deliveries.filter(state=Delivery.State.READY).only("pk", "dedupe_key", "destination")
    waiting = {_subject(delivery): delivery.pk for delivery in ready}
    once_more = [pk for subject, pk in waiting.items() if subject in pings]
    Delivery.objects.filter(pk__in=once_more, due_at__gt=due_at).update(due_at=due_at)
    new = [delivery for subject, delivery in pings.items() if subject not in waiting]
    Delivery.objects.bulk_create(new, ignore_conflicts=True)


def _pings(destination: Destination, changes: Iterable[Change], ids: dict[int, str]) -> Iterator[Delivery]:
    """What changes come to together, composed: what a ping says does not depend on when it is sent."""
    adapter, told = destination.adapter, {ids[change.sequence]: change for change in changes}
    roots = Roots.load()
    for message in adapter.gather([_message(change, message_id, roots) for message_id, change in told.items()]):
        payload = adapter.compose(message, destination.config, marker="")
        yield Delivery(
            destination=destination,
            change=told[message.id],
            message_id=message.id,
            dedupe_key=f"{sha256(payload.body).hexdigest()}:{message.id}",
            body=payload.body,
            content_type=payload.content_type,
            text=payload.text,
        )


def _message(change: Change, message_id: str, roots: Roots) -> Message:
    message = message_of_change(change, message_id, roots)
    return replace(message, feeds=touched_feeds(change), cache_keys=tuple(keys_of_change(change)))


def _subject(delivery: Delivery) -> str:
    """What two pings that say the same have in common."""
    return delivery.dedupe_key.partition(":")[0]
