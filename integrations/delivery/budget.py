"""What a month's posts may cost: set aside before a post leaves, given back where surely nothing was posted.

A post that would exceed the budget waits for a decision: news would be stale when the next month begins, and only a
person knows which page is worth the money. Whoever lets one go before there is money finds it waiting once more.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from integrations import clock
from integrations.channels.base import Payload
from integrations.delivery.claim import Claim
from integrations.delivery.compose import composed
from integrations.delivery.hold import LeaseEnding
from integrations.models import Delivery, Destination
from integrations.outbox.shown import Shown

TOO_DEAR = "The month's budget is ${budget:.2f}: ${spent:.3f} of it is spent, and this costs ${cost:.3f}."


@dataclass(frozen=True)
class Spending:
    """What was spent at a destination in the present month, in dollars.

    Args:
        budget: the most that may be; None where there is no limit.
    """

    spent: Decimal
    budget: Decimal | None


def spending(destination: Destination, now: datetime) -> Spending | None:
    """What this month's posts have cost so far; None where posts cost nothing."""
    if not destination.adapter.bills:
        return None
    return Spending(_spent(destination, now), destination.adapter.budget(destination.config))


def why_not_afford(claim: Claim, shown: Shown) -> str:
    """Set aside what a delivery costs; if the month's budget does not allow it, say so.

    Two workers that send at the same time see what the other has set aside: they take the destination's lock in turn.

    Args:
        shown: what may be read of its object.

    Raises:
        LeaseEnding: somebody else holds the delivery by now.
        ValueError: there is nothing to be told of it, so that it costs nothing.
    """
    delivery = claim.delivery
    if delivery.purpose not in Delivery.POSTS or not delivery.destination.adapter.bills:
        return ""
    payload = _payload(delivery, shown)
    with transaction.atomic():
        rows = Destination.objects.defer("secret").select_for_update(no_key=True)
        return _set_aside(claim, rows.get(pk=delivery.destination_id), payload)


def _payload(delivery: Delivery, shown: Shown) -> Payload:
    """What will be sent; it is not frozen yet, because it may have to wait."""
    return delivery.payload if delivery.body is not None else composed(delivery.destination, delivery, shown)


def _set_aside(claim: Claim, destination: Destination, payload: Payload) -> str:
    now, cost = clock.now(), destination.adapter.price(payload, destination.config)
    spent = _spent(destination, now, but=claim.delivery)
    budget = destination.adapter.budget(destination.config)
    if budget is not None and spent + cost > budget:
        return TOO_DEAR.format(budget=budget, spent=spent, cost=cost)
    held = Delivery.objects.filter(pk=claim.delivery.pk, lease_token=claim.token)
    if not held.update(cost=cost, billed_at=now):
        raise LeaseEnding
    return ""


def _spent(destination: Destination, now: datetime, but: Delivery | None = None) -> Decimal:
    """What the posts since the beginning of the month have cost, or may have, in UTC.

    Args:
        but: leave this one out, which may have set something aside in an earlier attempt.
    """
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    billed = destination.deliveries.filter(billed_at__gte=month)
    if but:
        billed = billed.exclude(pk=but.pk)
    return billed.aggregate(sum=Sum("cost"))["sum"] or Decimal(0)
