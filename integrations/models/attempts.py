"""Each try of a delivery, as a row."""

from typing import ClassVar

from django.db import models


class Attempt(models.Model):
    """One try: the intent is written with the claim, before the first byte; then what came back, secrets redacted."""

    delivery = models.ForeignKey(
        "integrations.Delivery", on_delete=models.CASCADE, related_name="attempt_rows", db_index=False
    )
    number = models.PositiveIntegerField()
    lease_token = models.UUIDField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    method = models.CharField(max_length=8, blank=True)
    url = models.TextField(blank=True)
    request_headers = models.JSONField(default=list)
    status = models.PositiveIntegerField(null=True)
    response_headers = models.JSONField(default=list)
    response_body = models.TextField(blank=True)
    truncated = models.BooleanField(default=False)
    peer = models.CharField(max_length=64, blank=True)
    milliseconds = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["delivery", "number"]
        constraints: ClassVar = [
            # It is also the index by which the attempts of a delivery are found.
            models.UniqueConstraint(fields=["delivery", "number"], name="attempts_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number}"
