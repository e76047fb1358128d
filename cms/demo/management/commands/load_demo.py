from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.loader import load_demo


class Command(BaseCommand):
    help = "Loads the demonstration site, unless there is a site already."

    def handle(self, *args: Any, **options: Any) -> None:
        if load_demo(self._tell):
            self.stdout.write(self.style.SUCCESS("The demonstration is loaded."))

    def _tell(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
