"""`python -m tests.chaos.traffic connect|publish|queue …`: what the measure of isolation sends. Runs inside."""

import json
import sys
import time
from collections.abc import Callable

import django

PAGES_A_SECOND = 2


def main(deed: str, *arguments: str) -> None:
    deeds: dict[str, Callable[..., None]] = {"connect": connect, "publish": publish, "queue": queue}
    deeds[deed](*arguments)


def connect(hooks: str) -> None:
    """Make a destination of each receiver, given by name, address and secret as JSON; those served first come first."""
    from integrations.models import Destination
    from integrations.outbox.fan_out import head

    for name, address, secret in json.loads(hooks):
        config, keys = {"url": address, "payload": "thin"}, {"signing_secrets": [secret]}
        Destination.objects.create(
            name=name, channel="webhook", config=config, secret=keys, cursor=head(), ramp=None, types=["articles"]
        )


def publish(pages: str) -> None:
    """Publish so many pages in step; prints each message id with the moment (since 1970) of its commit."""
    from integrations.doorbell import ring
    from integrations.outbox.messages import message_ids
    from tests.bench.outbound.content import append

    committed = {}
    for _ in range(int(pages)):
        change = append()
        committed[message_ids([change])[change.sequence]] = time.time()
        ring()
        time.sleep(1 / PAGES_A_SECOND)
    print(json.dumps(committed))


def queue(name: str, count: str) -> None:
    """Let so many messages be due to a destination that has failed for a while and has just come to be tried again."""
    from integrations import clock
    from integrations.models import Delivery, Destination
    from integrations.outbox.messages import new_message_id
    from tests.bench.outbound.content import append

    change, now = append(), clock.now()
    found = Destination.objects.filter(name=name)
    found.update(cursor=change.sequence, failures=5, ramp=0, rests_until=now, state="active")
    keys = {"destination": found.get(), "change": change, "due_at": now, "created_at": now}
    ids = [new_message_id() for _ in range(int(count))]
    Delivery.objects.bulk_create(Delivery(**keys, message_id=one, dedupe_key=one) for one in ids)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
