"""How fast a destination may be served: what its operator allows, and what its circuit has learned of it."""

from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

MINUTE = timedelta(minutes=1)
BURST = timedelta(seconds=1)
ONE_OR_MORE = [MinValueValidator(1)]


P = TypeVar("P", bound="Pace")


def may_be_served(now: datetime, prefix: str = "") -> Q:
    """Whether a destination is active, its circuit does not rest, and its rate is not used up.

    Args:
        prefix: leads from the rows that are asked for to their destinations.
    """
    is_over = [
        Q((f"{prefix}{until}", None)) | Q((f"{prefix}{until}__lte", now)) for until in ("rests_until", "paced_until")
    ]
    return Q((f"{prefix}state", "active"), *is_over)


class PaceQuerySet(models.QuerySet[P]):
    """Destinations by whether they may be served."""

    def servable(self, now: datetime) -> Self:
        return self.filter(may_be_served(now))

    def well(self) -> Self:
        """Those that neither failed nor were slow when they were last tried."""
        return self.filter(failures=0, is_slow=False)

    def not_settled(self) -> Self:
        """Those of which a good answer changes what is known."""
        return self.filter(Q(failures__gt=0) | Q(is_slow=True) | Q(ramp__isnull=False) | Q(rests_until__isnull=False))

    def least_recently_served(self) -> Self:
        return self.order_by(F("last_served_at").asc(nulls_first=True), "pk")


class Pace(models.Model):
    """The part of a destination that says how fast it may be served.

    `ramp` is how many deliveries may be under way at once while it is new or recovers; empty when only its own
    limits count. `failures` counts the failed attempts since the last good one.
    """

    most_at_once = models.PositiveSmallIntegerField(
        "at once", null=True, blank=True, validators=ONE_OR_MORE, help_text="How many messages may be under way."
    )
    per_minute = models.PositiveIntegerField(
        "a minute", null=True, blank=True, validators=ONE_OR_MORE, help_text="How many messages may be sent."
    )
    in_order = models.BooleanField(
        "one after the other", default=False, help_text="A message about a page waits until the earlier one has ended."
    )

    last_served_at = models.DateTimeField(null=True, editable=False)
    paced_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    is_slow = models.BooleanField(default=False, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    ramp = models.PositiveSmallIntegerField(null=True, default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def channels_limit(self) -> int:
        """How many may be under way at once for any destination of its channel."""
        raise NotImplementedError(f"{type(self).__name__} does not say how many its channel allows")

    @property
    def concurrency(self) -> int:
        """How many may be under way at once, as its operator wishes; never more than its channel allows."""
        return min(self.channels_limit, self.most_at_once or self.channels_limit)

    @property
    def limit(self) -> int:
        """How many may be under way at once at present."""
        return self.concurrency if self.ramp is None else min(self.concurrency, max(self.ramp, 1))

    @property
    def is_struggling(self) -> bool:
        """Whether it failed or was slow when it was last tried."""
        return self.failures > 0 or self.is_slow

    def after_one_more(self, now: datetime) -> datetime | None:
        """When the next message may follow one that is claimed now; None: at once.

        The generic cell rate algorithm (ITU-T I.371): in any time T at most `per_minute` · (T + 1 s) messages, so
        that a whole second's worth may leave together.
        """
        if not self.per_minute:
            return None
        interval = MINUTE / self.per_minute
        earliest = now - max(BURST - interval, timedelta(0))
        return max(self.paced_until or earliest, earliest) + interval
