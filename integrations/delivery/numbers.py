"""The numbers by which a receiver sees that it has missed nothing. Given under the destination's lock."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from integrations import clock
from integrations.delivery.rows import update_each
from integrations.delivery.why_not import why_not
from integrations.models import Delivery, Destination
from integrations.outbox.shown import Shown
from integrations.transitions import cancel
from integrations.written import Written, numbers, padded, uuids

State = Delivery.State


class Numbers:
    """The next numbers of some destinations, which the caller has locked.

    Others may have been numbered after a message that was called off, and a number that never comes would look like
    a loss to the receiver. So the message that was called off gives it up, and it is the next.
    """

    def __init__(self, destinations: Iterable[Destination]) -> None:
        self._told = {one.pk: one.told for one in destinations}
        self._free = defaultdict[int, list[int]](list)
        called_off = Delivery.objects.filter(destination__in=self._told, state=State.CANCELED)
        for delivery in called_off.filter(cursor__isnull=False).order_by("-cursor").only("destination_id", "cursor"):
            self._free[delivery.destination_id].append(delivery.cursor or 0)

    def next(self, destination_id: int) -> int:
        """The lowest number whose message was called off, or the next new one."""
        if self._free[destination_id]:
            number = self._free[destination_id].pop()
            given_up = Delivery.objects.filter(destination=destination_id, state=State.CANCELED, cursor=number)
            given_up.update(cursor=None, previous_cursor=None)
            return number
        self._told[destination_id] += 1
        return self._told[destination_id]

    def save(self) -> None:
        """Remember how many messages each destination has been told."""
        update_each(Destination, [{"pk": pk, "told": told} for pk, told in self._told.items()])


def call_off_overtaken(deliveries: Collection[Delivery], destinations: Collection[Destination]) -> None:
    """Cancel what waits to be sent again and must not be, so that a message of the same object takes its number."""
    objects = {(delivery.destination_id, delivery.change.uid) for delivery in deliveries if delivery.change}
    told, uids = padded(sorted({one.pk for one in destinations})), padded({uid for _destination, uid in objects})
    found = [pk for (pk,) in _numbered(len(told), len(uids)).ask(*told, *uids)] if objects else []
    if not found:
        return
    rows = Delivery.objects.filter(pk__in=found).select_related("change", "destination").defer("destination__secret")
    waiting = [one for one in rows if one.change and (one.destination_id, one.change.uid) in objects]
    shown = Shown.by(one.change for one in waiting)
    for one in waiting:
        if reason := why_not(one, shown):
            cancel(Delivery.objects.filter(pk=one.pk), reason, clock.now())


@lru_cache(maxsize=64)
def _numbered(destinations: int, objects: int) -> Written:
    """The messages of some objects that have their number and wait to be sent again, by destination."""
    numbered = Delivery.objects.filter(
        destination__in=numbers(destinations),
        change__uid__in=uuids(objects),
        state=State.READY,
        cursor__isnull=False,
    )
    return Written(numbered.order_by().values_list("pk"), *numbers(destinations), *uuids(objects))
