"""What is sent: changes of made-up pages, appended as reconcile would append them. Runs inside the installation."""

import json
import time
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from cms.publications.models import Change, Document, Head
from integrations.doorbell import ring
from integrations.models import Delivery, Destination
from integrations.outbox.fan_out import fan_out, head
from integrations.outbox.messages import message_ids
from integrations.signing import new_secret

MUCH_LATER = timedelta(days=3650)


def connect(count: int, address: str) -> None:
    """So many webhooks that have been well for long."""
    for number in range(count):
        Destination.objects.create(
            name=f"Receiver {number}",
            channel="webhook",
            config={"url": f"{address}/hooks/{number}", "payload": "thin"},
            secret={"signing_secrets": [new_secret()]},
            cursor=head(),
            ramp=None,
        )


def store(changes: int) -> None:
    """Deliveries of so many changes to every destination, which nobody sends before they are released."""
    for _ in range(changes):
        append()
    fan_out()
    Delivery.objects.filter(state="ready").update(due_at=timezone.now() + MUCH_LATER)


def release(count: int) -> None:
    """Let so many of the stored deliveries go."""
    chosen = list(Delivery.objects.filter(state="ready").order_by("change", "pk").values_list("pk", flat=True)[:count])
    Delivery.objects.filter(pk__in=chosen).update(due_at=timezone.now())
    ring()


def publish(seconds: int) -> None:
    """One change a second; prints the message id of each and the moment when it was committed."""
    committed = {}
    for _ in range(seconds):
        change = append()
        committed[message_ids([change])[change.sequence]] = time.monotonic()
        ring()
        time.sleep(1)
    print(json.dumps(committed))


@transaction.atomic
def append() -> Change:
    """One page is published."""
    latest, _new = Head.objects.select_for_update().get_or_create(pk=1)
    latest.sequence += 1
    latest.save()
    now, path = timezone.now(), f"/articles/made-up-{latest.sequence}/"
    said = {"uid": uuid4(), "audience": "public", "access": "full", "kind": "page", "type": "articles"}
    said |= {"object_id": str(latest.sequence), "locale": "en", "path": path, "version": 1, "etag": "made-up"}
    said |= {"content_hash": "made-up", "renderer_version": 1, "published_at": now, "updated_at": now}
    Document.objects.create(**said, title=path, body=b"{}", summary=b"{}")
    return Change.objects.create(**said, sequence=latest.sequence, action="published", cause="content", at=now)
