"""What people have written. Personal data: it is read in the admin, goes nowhere else, and is forgotten in time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

TRY_AGAIN_AFTER = timedelta(minutes=5)


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    """Reads and writes of messages."""

    def keep(self, page_id: int | str, days: int, once: str, said: Mapping[str, str]) -> "ContactMessage":
        """The message with this `once`, which is kept now unless it has been kept before.

        Args:
            page_id: of the page whose form was sent.
            days: how long it is kept, as its sender was told.
            once: the same for whatever is the same message, up to 64 characters.
            said: email, message, and perhaps name and topic.
        """
        forget_at = timezone.now() + timedelta(days=days)
        message, _new = self.get_or_create(once=once, defaults={"page_id": page_id, "forget_at": forget_at, **said})
        return message

    def untold(self, now: datetime) -> "ContactMessageQuerySet":
        """Those that nobody has been told about, and that nobody is about to tell."""
        return self.filter(tell_at__lte=now, page__isnull=False)

    def claim(self, now: datetime) -> int:
        """Take these until it is time to try again; returns how many nobody else has taken before."""
        return self.untold(now).update(tell_at=now + TRY_AGAIN_AFTER)

    def forgettable(self, now: datetime) -> "ContactMessageQuerySet":
        """Those whose time is over."""
        return self.filter(forget_at__lte=now)


class ContactMessage(models.Model):
    """One message. How long it is kept was promised when it was sent, so that no later setting prolongs it."""

    class State(models.TextChoices):
        NEW = "new", "New"
        READ = "read", "Read"
        ANSWERED = "answered", "Answered"

    page = models.ForeignKey("home.ContactPage", on_delete=models.SET_NULL, null=True, related_name="+")
    once = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField("received", auto_now_add=True)
    forget_at = models.DateTimeField("to be deleted", db_index=True)
    tell_at = models.DateTimeField(
        default=timezone.now,
        null=True,
        db_index=True,
        editable=False,
        help_text="Empty: nobody is to be told.",
    )
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail address")
    topic = models.CharField(max_length=80, blank=True)
    message = models.TextField()

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        verbose_name = "message"
        # Nobody writes one in the admin.
        default_permissions = ("view", "change", "delete")

    def __str__(self) -> str:
        # Wagtail's history and the admin's messages repeat this: it says nothing about the sender.
        return f"Message {self.pk}"

    @property
    def sender(self) -> str:
        return self.name or self.email
