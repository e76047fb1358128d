"""The numbers by which a receiver sees that it has missed nothing. Given under the destination's lock."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

from cms.publications.written import MANY, MORE, Written
from integrations import clock
from integrations.delivery.why_not import why_not
from integrations.models import Delivery, Destination
from integrations.outbox.shown import Shown
from integrations.transitions import cancel

State = Delivery.State


class Numbers:
    """The next numbers of some destinations, which the caller has locked.

    Others may have been numbered after a message that was called off, and a number that never comes would look like
    a loss to the receiver. So the message that was called off gives it up, and it is the next.

    Attributes:
        told: how many messages each has been told by now; the caller writes it down.
    """

    def __init__(self, destinations: Iterable[Destination]) -> None:
        self.told = {one.pk: one.told for one in destinations}
        self._free = defaultdict[int, list[int]](list)
        for destination_id, cursor in _given_up().ask(list(self.told)):
            self._free[destination_id].append(cursor)

    def next(self, destination_id: int) -> int:
        """The lowest number whose message was called off, or the next new one."""
        if self._free[destination_id]:
            number = self._free[destination_id].pop()
            given_up = Delivery.objects.filter(destination=destination_id, state=State.CANCELED, cursor=number)
            given_up.update(cursor=None, previous_cursor=None)
            return number
        self.told[destination_id] += 1
        return self.told[destination_id]


@cache
def _given_up() -> Written:
    """The numbers of some destinations whose message was called off, the highest first."""
    called_off = Delivery.objects.filter(destination__pk__among=MANY, state=State.CANCELED, cursor__isnull=False)
    return Written(called_off.order_by("-cursor").values_list("destination_id", "cursor"), MANY)


def call_off_overtaken(deliveries: Collection[Delivery], destinations: Collection[Destination]) -> None:
    """Cancel what waits to be sent again and must not be, so that a message of the same object takes its number."""
    objects = {(delivery.destination_id, delivery.change.uid) for delivery in deliveries if delivery.change}
    told, uids = {one.pk for one in destinations}, {uid for _destination, uid in objects}
    found = [pk for (pk,) in _numbered().ask(told, uids)]
    if not found:
        return
    rows = Delivery.objects.filter(pk__in=found).select_related("change", "destination").defer("destination__secret")
    waiting = [one for one in rows if one.change and (one.destination_id, one.change.uid) in objects]
    shown = Shown.by(one.change for one in waiting)
    for one in waiting:
        if reason := why_not(one, shown):
            cancel(Delivery.objects.filter(pk=one.pk), reason, clock.now())


@cache
def _numbered() -> Written:
    """The messages of some objects that have their number and wait to be sent again, by destination."""
    numbered = Delivery.objects.filter(
        destination__pk__among=MANY, change__uid__among=MORE, state=State.READY, cursor__isnull=False
    )
    return Written(numbered.order_by().values_list("pk"), MANY, MORE)
