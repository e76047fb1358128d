"""The part of a destination that says who looks after it, and how long it has been in need of that."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from integrations.policy import policy


class Upkeep(models.Model):
    """`failing_since` is when the first attempt failed after the last good one; empty when all is well.

    `warnings` counts the mails about that, and `warned_at` is when the last of them went out.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Gets a mail when nothing arrives there any more.",
    )
    failing_since = models.DateTimeField(null=True, editable=False)
    warnings = models.PositiveSmallIntegerField(default=0, editable=False)
    warned_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def given_up_at(self) -> datetime | None:
        """When it is paused unless something arrives before, never soon after a warning; None while all is well."""
        if self.failing_since is None:
            return None
        rules = policy()
        patience, notice = timedelta(seconds=rules.gives_up), timedelta(seconds=rules.notice)
        return max(self.failing_since + patience, (self.warned_at or self.failing_since) + notice)


WELL = {"failing_since": None, "warnings": 0, "warned_at": None}
