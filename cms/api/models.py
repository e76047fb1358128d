"""Keys that other systems show to read more than strangers may, or to be counted apart from them."""

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cms.api.callers import READING, Caller
from cms.publications.audiences import PUBLIC, group_audience

TOKEN = re.compile(r"mrd_([0-9a-f]{8})_[\w-]{43}")
OVERLAP = timedelta(days=7)
USE_NOTED_EVERY = timedelta(minutes=1)
# How long before its end people are told of a key. Two weeks leave time to plan a release of the client that shows it,
# or to come back from a holiday; two days are the last call, and bridge a weekend.
NOTICES = (timedelta(days=14), timedelta(days=2))
TELLING = timedelta(minutes=10)  # longer than a mail server is waited for


def every_scope() -> list[str]:
    """Every scope of what is published; the migrations know it by this name."""
    return list(READING)


class State(models.TextChoices):
    """What has become of a key, or soon will."""

    ACTIVE = "active", "Active"
    ENDS_SOON = "ends_soon", "Ends soon"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Reads of keys."""

    def live(self) -> "ApiKeyQuerySet":
        """Keys that open something now."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)

    def with_state(self) -> models.QuerySet[Any]:
        """Keys, each with its `state` at present."""
        now = timezone.now()
        state = Case(
            When(revoked_at__isnull=False, then=Value(State.REVOKED)),
            When(expires_at__lte=now, then=Value(State.EXPIRED)),
            When(expires_at__lte=now + NOTICES[0], then=Value(State.ENDS_SOON)),
            default=Value(State.ACTIVE),
        )
        return self.annotate(state=state)

    def ending(self) -> "ApiKeyQuerySet":
        """Keys that end soon and have no live successor: somebody should see to them. The first to end comes first."""
        replaced = Exists(self.model.objects.live().filter(replaces=OuterRef("pk")))
        soon = self.live().filter(~replaced, expires_at__lte=timezone.now() + NOTICES[0])
        return soon.order_by("expires_at", "pk")

    def claim_notice(self, key: "ApiKey", now: datetime) -> bool:
        """Take a key to tell of its end, unless somebody has told since it was read, or is telling now."""
        free = self.live().filter(Q(telling_until=None) | Q(telling_until__lte=now), pk=key.pk, told_at=key.told_at)
        return bool(free.update(telling_until=now + TELLING))

    def caller_with(self, token: str) -> Caller | None:
        """Who shows this token, in one query; None when no live key has it."""
        form = TOKEN.fullmatch(token)
        if form is None:
            return None
        rows = list(self.live().filter(prefix=form[1]).values("pk", "digest", "scopes", "last_used_at", "groups"))
        if not rows or not constant_time_compare(rows[0]["digest"], digest_of(token)):
            return None
        self.note_use(rows[0]["pk"], rows[0]["last_used_at"])
        groups = {group_audience(row["groups"]) for row in rows if row["groups"] is not None}
        return Caller(frozenset({PUBLIC, *groups}), frozenset(rows[0]["scopes"]), rows[0]["pk"])

    def note_use(self, pk: int, last_used_at: datetime | None) -> None:
        """Remember that a key was used, at most once a minute: reading must not write all the time."""
        now = timezone.now()
        if last_used_at is None or now - last_used_at > USE_NOTED_EVERY:
            self.model.objects.filter(pk=pk).update(last_used_at=now)


class ApiKey(models.Model):
    """A key of one client. Its token is shown once, when it is made; only a digest is kept.

    The token holds 256 random bits, so a plain SHA-256 is as good as a slow password hash and costs nothing.
    """

    name = models.CharField(max_length=100, help_text="Who uses this key, and for what.")
    prefix = models.CharField("begins with", max_length=8, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(default=every_scope, help_text="What the key may be used for.")
    groups = models.ManyToManyField(
        Group,
        blank=True,
        verbose_name="audiences",
        related_name="+",
        help_text="Besides public content, the key reads pages that are restricted to these groups.",
    )
    created_at = models.DateTimeField("created", auto_now_add=True)
    expires_at = models.DateTimeField(
        "expires",
        null=True,
        blank=True,
        help_text="From then on the key opens nothing. Left empty, it never expires.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Gets a mail 14 and 2 days before the key expires. Left empty, everybody who may change keys does.",
    )
    told_at = models.DateTimeField(null=True, editable=False)
    telling_until = models.DateTimeField(null=True, editable=False, help_text="Until then somebody is sending a mail.")
    revoked_at = models.DateTimeField("revoked", null=True, editable=False)
    last_used_at = models.DateTimeField("last used", null=True, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="successors"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "-created_at"]
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())

    def notice_due(self, now: datetime) -> bool:
        """Whether the end has come nearer than one of `NOTICES` since people were told, or since the key was made: who
        makes one for a day knows that it ends. A later end is told of anew."""
        told = self.told_at or self.created_at
        end = self.expires_at
        return end is not None and any(told < end - ahead <= now for ahead in NOTICES)

    def draw_token(self) -> str:
        """Give an unsaved key its token. The caller shows it once; it cannot be read again."""
        self.prefix = secrets.token_hex(4)
        token = f"mrd_{self.prefix}_{secrets.token_urlsafe(32)}"
        self.digest = digest_of(token)
        return token

    def revoke(self) -> None:
        """Close the key at the next request."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    @transaction.atomic
    def rotate(self) -> tuple["ApiKey", str]:
        """A successor with the same rights, and its token. Both open for seven days, or until this key ends, so that
        the client can change over without an outage. A key that ends is followed by one that lasts as long.

        Raises:
            ValidationError: this key is not live, or another one already stands beside it.
        """
        if not self.is_live:
            raise ValidationError("This key is not live any more. Make a new one.")
        if ApiKey.objects.live().filter(Q(replaces=self) | Q(successors=self)).exists():
            raise ValidationError("Two keys of this client are live already. Revoke one first.")
        now = timezone.now()
        end = self.expires_at and now + (self.expires_at - self.created_at)
        successor = ApiKey(name=self.name, scopes=self.scopes, owner=self.owner, expires_at=end, replaces=self)
        token = successor.draw_token()
        successor.save()
        successor.groups.set(self.groups.all())
        self._expire_by(now + OVERLAP)
        return successor, token

    def _expire_by(self, latest: datetime) -> None:
        self.expires_at = min(self.expires_at or latest, latest)
        self.save(update_fields=["expires_at"])


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
