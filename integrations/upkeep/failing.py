"""Destinations of which nothing but failure is heard: their owners are warned, and in the end they are paused.

Standard Webhooks asks senders to disable an endpoint that keeps failing, and to tell its owner; how long is left to the
sender. Here it is `Policy.gives_up`, and nobody is paused who has not been warned `Policy.notice` before: after a
blackout of our own, warnings come first.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from integrations import clock
from integrations.models import Delivery, Destination
from integrations.policy import policy
from integrations.upkeep.owners import tell_owner

HICCUP = timedelta(hours=1)
GIVEN_UP = "integrations.give_up"
REASON = "Nothing but failures since {since:%Y-%m-%d %H:%M} UTC. Make it active again, then recover what it missed."
WARNING = """\
Nothing has arrived at “{name}” since {since:%Y-%m-%d %H:%M} UTC.

It goes on being tried. Unless something arrives before, it is paused from {until:%Y-%m-%d %H:%M} UTC on.

What went wrong, and what waits: {address}
"""
NOTICE = """\
“{name}” is paused: nothing but failures since {since:%Y-%m-%d %H:%M} UTC.

Nothing is lost. What changes from now on waits for it. When its receiver is back, make it active again and
recover what it has missed: {address}
"""


def watch() -> int:
    """Warn the owners of what fails, and pause what has failed for too long; returns how many it concerned."""
    now = clock.now()
    return sum(_attend(destination, now) for destination in failing(now).select_related("owner"))


def failing(now: datetime) -> QuerySet[Destination]:
    """What is active and has failed for so long that its owner should know."""
    since = now - timedelta(seconds=policy().warns[0])
    return Destination.objects.defer("secret").filter(state=Destination.State.ACTIVE, failing_since__lte=since)


def troubled() -> QuerySet[Destination]:
    """What has failed for longer than a hiccup, and what was paused for it."""
    kept = (Destination.State.ACTIVE, Destination.State.PAUSED)
    return Destination.objects.defer("secret").filter(failing_since__lte=clock.now() - HICCUP, state__in=kept)


def _attend(destination: Destination, now: datetime) -> bool:
    since = destination.failing_since or now
    due = sum(since + timedelta(seconds=after) <= now for after in policy().warns)
    if destination.warnings < due:
        return _warn(destination, due, now)
    over = destination.given_up_at and destination.given_up_at <= now
    return bool(over and _goes_on(destination, now) and _give_up(destination))


def _goes_on(destination: Destination, now: datetime) -> bool:
    """Whether it is still being tried; one that nobody had anything to tell lately is left alone."""
    lately = Q(state=Delivery.State.DEAD, ended_at__gt=now - timedelta(seconds=policy().notice))
    return destination.deliveries.filter(Q(state=Delivery.State.READY, tries__gt=0) | lately).exists()


def _warn(destination: Destination, number: int, now: datetime) -> bool:
    """Moving the count is the claim, so that two workers never send one twice; a mail that fails is due again."""
    rows = Destination.objects.filter(pk=destination.pk, failing_since=destination.failing_since)
    former = {"warnings": destination.warnings, "warned_at": destination.warned_at}
    if not rows.filter(warnings=destination.warnings).update(warnings=number, warned_at=now):
        return False
    destination.warned_at = now
    if _mail(destination, "Nothing arrives at “{name}”", WARNING):
        return True
    rows.update(**former)
    return False


@transaction.atomic
def _give_up(destination: Destination) -> bool:
    reason = REASON.format(since=destination.failing_since)
    rows = Destination.objects.filter(pk=destination.pk, failing_since=destination.failing_since)
    if not rows.filter(state=Destination.State.ACTIVE).update(state=Destination.State.PAUSED, state_reason=reason):
        return False
    log(instance=destination, action=GIVEN_UP)
    transaction.on_commit(lambda: _mail(destination, "“{name}” is paused", NOTICE))
    return True


def _mail(destination: Destination, subject: str, text: str) -> bool:
    return tell_owner(destination, subject, text, since=destination.failing_since, until=destination.given_up_at)
