"""`manage.py connect_sandbox`: the sandbox's stand-ins as destinations."""

import os
import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.models import Destination
from integrations.outbox.fan_out import head
from integrations.sandbox.connect import demo_destinations

ANNOUNCE_DELAY = 10  # seconds; the usual two minutes are long for somebody who is trying it out
SANDBOX = re.compile(r"^http://127\.0\.0\.1:\d+")


class Command(BaseCommand):
    help = "Connect the sandbox as demonstration destinations; run again, it renews their settings and secrets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT", "8010")))
        parser.add_argument("--moved", action="store_true", help="Only follow to the port; secrets and choices stay.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OUTBOUND_ALLOW_LOOPBACK:
            raise CommandError("The sandbox is for development: OUTBOUND_ALLOW_LOOPBACK is off here.")
        port = options["port"]
        names = follow(port) if options["moved"] else [connect(demo) for demo in demo_destinations(port)]
        for name in names:
            self.stdout.write(f"Connected: {name}")


def connect(demo: dict[str, Any]) -> str:
    """Make or refresh one demonstration destination; what editors chose for it stays.

    Returns:
        Its name.
    """
    given = {"channel": demo["channel"], "config": demo["config"], "secret": demo["secret"]}
    new = {**given, "is_demo": True, "cursor": head(), "announce_delay": ANNOUNCE_DELAY}
    destination, created = Destination.objects.get_or_create(name=demo["name"], defaults=new)
    if not created:
        Destination.objects.filter(pk=destination.pk).update(**given)
    return destination.name


def follow(port: int) -> list[str]:
    """Point the demonstration destinations that there are to the sandbox's port; nothing else of them changes.

    Returns:
        The names of those that pointed elsewhere.
    """
    moved = []
    for destination in Destination.objects.filter(is_demo=True):
        config = {name: SANDBOX.sub(f"http://127.0.0.1:{port}", value) for name, value in destination.config.items()}
        if config != destination.config:
            Destination.objects.filter(pk=destination.pk).update(config=config)
            moved.append(destination.name)
    return moved
