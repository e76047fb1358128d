"""`manage.py look_once`: one look around without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from integrations.delivery.look import look_once


class Command(BaseCommand):
    help = "Drain marks, fan out changes and send what is due, here and now; for a look by hand or from cron."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Attempted or looked up: {look_once()}")
