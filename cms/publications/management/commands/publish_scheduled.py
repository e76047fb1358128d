from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from cms.publications.schedule import keep_schedule


class Command(WagtailCommand):
    """Wagtail's command, without its loop that ends at the first page which a rule refuses."""

    help = "Publish what is due and unpublish what has expired."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
        else:
            keep_schedule()
