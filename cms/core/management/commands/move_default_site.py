"""`manage.py move_default_site`: the default site at the address under which this installation now answers."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Let a default site at localhost follow to the current address; one with a name of its own stays."

    def handle(self, *args: Any, **options: Any) -> None:
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        here = (address.hostname or "localhost", address.port or 80)
        site = Site.objects.filter(is_default_site=True, hostname="localhost").first()
        if site is not None and (site.hostname, site.port) != here:
            site.hostname, site.port = here
            site.save()
