"""What the database knows of the installation that it belongs to."""

from django.db import models


class Suspicion(models.TextChoices):
    """Why the database does not seem to be what this installation left."""

    COPY = "copy", "It belongs to another installation, or this one's data folder is new."
    OLD = "old", "It is older than what this installation has done since."


class Installation(models.Model):
    """The one row that says whose database this is, and how far it has come.

    `generation` rises with everything that must not be done twice, and is remembered outside the database as well.
    While `suspended_at` is set, nothing may leave the house.
    """

    identity = models.CharField(max_length=64)
    generation = models.PositiveBigIntegerField(default=0)
    risen_at = models.DateTimeField(auto_now_add=True)
    suspended_at = models.DateTimeField(null=True)
    suspicion = models.CharField(max_length=8, choices=Suspicion, blank=True)
    restored_at = models.DateTimeField(null=True, help_text="When somebody last said that a backup was restored.")
    unknown_since = models.DateTimeField(null=True, help_text="The moment of that backup.")

    def __str__(self) -> str:
        return "This installation"
