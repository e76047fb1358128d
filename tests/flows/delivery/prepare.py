"""`python -m tests.flows.delivery.prepare FILE`: the site and the destinations that the storm is made for."""

import os
import sys
from pathlib import Path
from typing import Any

import django

HOOKS = ("north", "south", "west")
POSTING = "all_news"  # an account with room for everything
CAPPED = "few_news"  # an account with the usual cap
CAP = 5
DELAY = 1  # seconds; the usual two minutes are the editors', not the protocol's


def main(sandbox_file: Path) -> None:
    from integrations.models import Destination
    from integrations.outbox.fan_out import head
    from tests.flows.publishing.world import build

    build()
    for wanted in destinations(sandbox_file, f"http://127.0.0.1:{os.environ['SANDBOX_PORT']}"):
        Destination.objects.create(cursor=head(), announce_delay=DELAY, **wanted)


def destinations(sandbox_file: Path, address: str) -> list[dict[str, Any]]:
    """Three webhooks, an account that may post everything, and one that may post little."""
    from integrations.sandbox.connect import x_account
    from integrations.sandbox.hooks import open_hook
    from integrations.sandbox.store import Store

    store = Store(sandbox_file)
    hooks = [
        {
            "name": name,
            "channel": "webhook",
            "config": {"url": f"{address}/hooks/{name}", "payload": "thin"},
            "secret": {"signing_secrets": [open_hook(store, name)]},
        }
        for name in HOOKS
    ]
    accounts = [
        {"name": name, "channel": "x", "hourly_cap": cap, **x_account(store, address, name)}
        for name, cap in ((POSTING, 1000), (CAPPED, CAP))
    ]
    return [*hooks, *accounts]


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
