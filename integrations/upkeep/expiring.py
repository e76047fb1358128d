"""Credentials that end: their owners are told a week before, a day before, and once they are dead."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from integrations import clock
from integrations.channels.base import Outcome
from integrations.models import Destination
from integrations.models.credentials import Notice
from integrations.upkeep.owners import tell_owner

ENDING = """\
What Meridian posts to “{name}” with ends on {end:%Y-%m-%d %H:%M} UTC. From then on nothing is posted there.

Connect it again before that: {address}
"""
ENDED = """\
Nothing is posted to “{name}” any more.

{detail}

Nothing is lost. What changes from now on waits until it is connected again: {address}
"""
UNFIT = """\
“{name}” was checked, and something is not as it should be. Posts may fail until this is put right.

{detail}

Where it is looked after: {address}
"""


class Letter(NamedTuple):
    """Subject and text of a mail."""

    subject: str
    text: str


LETTERS = {
    Notice.EARLY: Letter("“{name}” must be connected again soon", ENDING),
    Notice.LAST: Letter("“{name}” must be connected again by tomorrow", ENDING),
    Notice.ENDED: Letter("“{name}” must be connected again", ENDED),
    Notice.UNFIT: Letter("Posts to “{name}” may fail", UNFIT),
}


def warn_of_credentials() -> int:
    """Tell the owners what they do not know yet; returns how many mails that took."""
    now = clock.now()
    return sum(_attend(destination, now) for destination in known().select_related("owner"))


def known() -> QuerySet[Destination]:
    """Destinations of whose credentials there is, or was, something to tell."""
    telling = ~Q(found__in=["", Outcome.OK]) | Q(credentials_end__isnull=False) | ~Q(last_notice="")
    return Destination.objects.defer("secret").filter(telling).exclude(state=Destination.State.CLOSED)


def in_need(now: datetime) -> list[Destination]:
    """Destinations whose credentials somebody should see to."""
    return [destination for destination in known() if destination.notice_due(now)]


def describe(destination: Destination, now: datetime) -> str:
    """What is wrong with the credentials, as a sentence; empty when nothing is known to be."""
    notice, end = destination.notice_due(now), destination.credentials_end
    if notice in {Notice.EARLY, Notice.LAST}:
        return f"Connect it again: its credentials end on {end:%Y-%m-%d %H:%M} UTC."
    if notice == Notice.ENDED and destination.found == Outcome.OK:
        return f"Connect it again: its credentials ended on {end:%Y-%m-%d %H:%M} UTC."
    return destination.found_detail if notice else ""


def _attend(destination: Destination, now: datetime) -> bool:
    """Moving the notice is the claim, so that two workers never send one twice; a mail that fails is due again."""
    former, due = destination.last_notice, destination.notice_due(now)
    rows = Destination.objects.filter(pk=destination.pk)
    if due == former or not rows.filter(last_notice=former).update(last_notice=due) or not due:
        return False
    letter, detail = LETTERS[Notice(due)], describe(destination, now)
    if tell_owner(destination, letter.subject, letter.text, end=destination.credentials_end, detail=detail):
        return True
    rows.filter(last_notice=due).update(last_notice=former)
    return False
