"""The part of a destination that says what is known of its credentials, and what its owner knows of that."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from integrations.channels.base import Outcome, Verdict
from integrations.policy import policy

UNDECIDED = {Outcome.TRANSIENT, Outcome.RATE_LIMITED, Outcome.UNKNOWN, Outcome.MEDIA_NOT_READY}
UNCHECKED: dict[str, Any] = {
    "check_due_at": None,
    "checked_at": None,
    "found": "",
    "found_detail": "",
    "credentials_end": None,
}


class Notice(models.TextChoices):
    """What the owner of a destination should know of its credentials."""

    EARLY = "early", "They end soon"
    LAST = "last", "They end very soon"
    ENDED = "ended", "They have ended"
    UNFIT = "unfit", "They do not allow all that is needed"


class KnownCredentials(models.Model):
    """`found` is the outcome of the last check that was answered, empty before the first one.

    `check_due_at` is when they are checked next; empty: as soon as possible. `last_notice` is what the owner was
    told last.
    """

    check_due_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    found = models.CharField(max_length=20, blank=True, editable=False)
    found_detail = models.CharField(max_length=500, blank=True, editable=False)
    credentials_end = models.DateTimeField(null=True, editable=False)
    last_notice = models.CharField(max_length=8, blank=True, choices=Notice, editable=False)

    class Meta:
        abstract = True

    def notice_due(self, now: datetime) -> str:
        """What its owner should know at present; empty when all is well as far as is known."""
        if self.found not in {"", Outcome.OK}:
            return Notice.ENDED if self.found == Outcome.AUTH_REVOKED else Notice.UNFIT
        if self.credentials_end is None:
            return ""
        early, last = policy().foretells
        stages = ((0.0, Notice.ENDED), (last, Notice.LAST), (early, Notice.EARLY))
        return next((notice for left, notice in stages if self.credentials_end <= now + timedelta(seconds=left)), "")


def found(verdict: Verdict, now: datetime) -> dict[str, Any]:
    """The fields that remember what a check came to."""
    return {
        "checked_at": now,
        "found": verdict.outcome,
        "found_detail": verdict.detail[:500],
        "credentials_end": verdict.ends_at,
    }
