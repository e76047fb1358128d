"""What leaves the house: to whom (Destination), what (Delivery), each try (Attempt); and whose turn it is."""

import secrets
from base64 import b32encode
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cms.publications.audiences import PUBLIC
from cms.publications.models import Change
from integrations.channels import channel
from integrations.channels.base import Channel, Payload
from integrations.models.attempts import Attempt
from integrations.models.credentials import KnownCredentials
from integrations.models.pace import Pace, PaceQuerySet
from integrations.models.states import UNSETTLED, DeliveryQuerySet, OnCorrection, Purpose, State
from integrations.models.upkeep import Upkeep
from integrations.secrets import EncryptedJSONField

__all__ = ("Attempt", "Delivery", "DeliveryQuerySet", "Destination", "PeriodicRun")


def new_marker() -> str:
    """A short random token by which a post can be found again: 50 bits, so that no two are ever alike."""
    return b32encode(secrets.token_bytes(7))[:10].decode().lower()


def public_only() -> list[str]:
    return [PUBLIC]


def usual_causes() -> list[str]:
    return [Change.Cause.CONTENT, Change.Cause.PATH, Change.Cause.PRIVACY]


class DestinationQuerySet(PaceQuerySet["Destination"]):
    """Destinations in the protocol's own words."""

    def to_check(self, now: datetime) -> "DestinationQuerySet":
        """Those whose credentials should be checked, what is new first."""
        due = self.filter(Q(check_due_at=None) | Q(check_due_at__lte=now))
        return due.order_by(F("check_due_at").asc(nulls_first=True), "pk")


class Destination(Pace, Upkeep, KnownCredentials):
    """Somebody who is told: a channel, its settings, what it wants, and how far it has been told.

    `cursor` is the last change considered for it. `told` counts the messages composed for it: that number, not the
    house's own sequence, is what the receiver sees.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        CLOSED = "closed", "Closed"

    name = models.CharField(max_length=100, unique=True)
    channel = models.CharField(max_length=32)
    config = models.JSONField(default=dict, blank=True)
    secret = EncryptedJSONField(default=dict, blank=True)
    is_demo = models.BooleanField("demonstration", default=False, editable=False)

    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(max_length=255, blank=True)
    trouble = models.TextField(blank=True, help_text="Why its changes could not be considered lately.")

    audiences = models.JSONField(default=public_only)
    types = models.JSONField(default=list, blank=True)
    causes = models.JSONField(default=usual_causes)
    locale = models.CharField(max_length=16, blank=True)
    facets = models.JSONField(default=dict, blank=True)
    announce_delay = models.PositiveIntegerField(default=120)
    hourly_cap = models.PositiveIntegerField(default=5)
    on_correction = models.CharField(max_length=8, choices=OnCorrection, default=OnCorrection.LEAVE)

    cursor = models.PositiveBigIntegerField(default=0)
    told = models.PositiveBigIntegerField(default=0)
    renewal_token = models.UUIDField(null=True, editable=False)
    renewal_expires_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DestinationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        permissions: ClassVar = [("grant_destination", "Can grant gated content to destinations")]

    def __str__(self) -> str:
        return self.name

    @property
    def adapter(self) -> Channel:
        return channel(self.channel)

    @property
    def channels_limit(self) -> int:
        return self.adapter.capabilities.concurrency

    @property
    def sends_documents(self) -> bool:
        """Whether its messages carry the whole document, so that a later one makes an earlier one pointless."""
        return bool(self.config.get("payload") == "full")


class Delivery(models.Model):
    """One message to one destination, from the change that caused it to its end.

    `dedupe_key` is what must not happen twice: a webhook hears of a change once, a timeline of a page once.
    `marker` exists before the first byte leaves, so that an uncertain post can be found. The bytes are frozen when
    they are first composed; `share_hash` tells what of the page they say, and `uploads` what the remote calls the
    pictures that go with them. `attempts` numbers the attempts; `tries` is the position in the schedule, which a replay
    sets back. `cost` is what the service charges for it, in dollars, as it was when it was set aside at `billed_at`.
    """

    Purpose = Purpose
    State = State
    POSTS: ClassVar = (Purpose.TELL, Purpose.REPLY)
    UNSETTLED: ClassVar = UNSETTLED

    destination = models.ForeignKey(Destination, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.TELL)
    retracts = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="retractions", db_index=False
    )
    amends = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="amendments", db_index=False)
    released = models.BooleanField(default=False, help_text="A person let it go out: neither age nor cap hold it back.")
    dedupe_key = models.CharField(max_length=128)
    message_id = models.CharField(max_length=64)
    marker = models.CharField(max_length=16, default=new_marker, editable=False)

    state = models.CharField(max_length=12, choices=State, default=State.READY)
    detail = models.CharField(max_length=500, blank=True)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    crashes = models.PositiveIntegerField(default=0)

    lease_token = models.UUIDField(null=True)
    lease_expires_at = models.DateTimeField(null=True)
    slot = models.PositiveIntegerField(null=True)

    settles_at = models.DateTimeField(null=True)
    absences = models.PositiveIntegerField(default=0)
    blind_looks = models.PositiveIntegerField(default=0)
    unknown_since = models.DateTimeField(null=True, help_text="The moment of a restored backup: look before sending.")

    cursor = models.PositiveBigIntegerField(null=True)
    previous_cursor = models.PositiveBigIntegerField(null=True)
    left_with = models.CharField(max_length=64, blank=True, help_text="Whose version is told in place of what is gone.")
    body = models.BinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    share_hash = models.CharField(max_length=64, blank=True, editable=False)
    uploads = models.JSONField(default=dict, editable=False)

    cost = models.DecimalField(max_digits=9, decimal_places=4, default=0, editable=False)
    billed_at = models.DateTimeField(null=True, editable=False)

    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.CharField(max_length=2048, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["destination", "dedupe_key"], name="delivered_once"),
            models.UniqueConstraint(
                fields=["destination", "slot"], condition=Q(state="leased"), name="one_lease_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="leased",
                    lease_token__isnull=False,
                    lease_expires_at__isnull=False,
                    slot__isnull=False,
                )
                | Q(
                    ~Q(state="leased"),
                    lease_token__isnull=True,
                    lease_expires_at__isnull=True,
                    slot__isnull=True,
                ),
                name="leased_has_token_slot_and_expiry",
            ),
        ]
        # Every state that a delivery comes to is written into each of them: so there are no more than are asked.
        indexes: ClassVar = [
            models.Index(fields=["lease_expires_at"], condition=Q(state="leased"), name="delivery_leases"),
            models.Index(fields=["due_at"], condition=Q(state="uncertain"), name="delivery_to_look_up"),
            models.Index(fields=["destination", "state", "due_at", "id"], name="delivery_in_turn"),
            models.Index(
                fields=["destination", "state"],
                condition=Q(state__in=("ready", "canceled"), cursor__isnull=False),
                name="delivery_numbered",
            ),
            models.Index(fields=["message_id"], name="delivery_message"),
            models.Index(fields=["retracts"], condition=Q(retracts__isnull=False), name="delivery_retracts"),
            models.Index(fields=["amends"], condition=Q(amends__isnull=False), name="delivery_amends"),
            models.Index(
                fields=["destination", "billed_at"], condition=Q(billed_at__isnull=False), name="delivery_billed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} to {self.destination}"

    @property
    def may_repeat(self) -> bool:
        """Whether sending it once more leaves no visible trace. Changing or taking back a post twice never does."""
        settles = self.purpose in {Purpose.UPDATE, Purpose.RETRACT}
        return settles or self.destination.adapter.capabilities.repeatable

    @property
    def payload(self) -> Payload:
        """What was frozen when it was first composed."""
        return Payload(bytes(self.body or b""), self.content_type, self.text, self.marker)


class PeriodicRun(models.Model):
    """Whose turn a periodic job is where no broker rings: moving `due_at` on is the claim."""

    name = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
