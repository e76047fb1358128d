"""How somebody looks at a plain page."""

from typing import Any

from django.core.management import call_command
from django.test import Client
from wagtail.models import Page


def plain(client: Client, page: Page) -> Any:
    """The answer at the plain page's address, once what was saved is told as the end of a transaction would."""
    call_command("reconcile_publications", verbosity=0)
    return client.get(page.url)
