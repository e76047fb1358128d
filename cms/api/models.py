"""Keys that other systems show to read more than strangers may, or to be counted apart from them."""

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cms.api.callers import READING, Caller
from cms.publications.audiences import PUBLIC, group_audience

TOKEN = re.compile(r"mrd_([0-9a-f]{8})_[\w-]{43}")
OVERLAP = timedelta(days=7)
USE_NOTED_EVERY = timedelta(minutes=1)


def every_scope() -> list[str]:
    """Every scope of what is published; the migrations know it by this name."""
    return list(READING)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Reads of keys."""

    def live(self) -> "ApiKeyQuerySet":
        """Keys that open something now."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)

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

    @property
    def state(self) -> str:
        if self.revoked_at:
            return "revoked"
        return "live" if self.is_live else "expired"

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
        """A successor with the same rights, and its token. Both open for seven days, so that the client can change
        over without an outage; then this key expires.

        Raises:
            ValidationError: this key is not live, or another one already stands beside it.
        """
        if not self.is_live:
            raise ValidationError("This key is not live any more. Make a new one.")
        if ApiKey.objects.live().filter(Q(replaces=self) | Q(successors=self)).exists():
            raise ValidationError("Two keys of this client are live already. Revoke one first.")
        successor = ApiKey(name=self.name, scopes=self.scopes, expires_at=self.expires_at, replaces=self)
        token = successor.draw_token()
        successor.save()
        successor.groups.set(self.groups.all())
        self._expire_by(timezone.now() + OVERLAP)
        return successor, token

    def _expire_by(self, latest: datetime) -> None:
        self.expires_at = min(self.expires_at or latest, latest)
        self.save(update_fields=["expires_at"])


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
