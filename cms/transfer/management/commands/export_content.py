"""`manage.py export_content`: content of this installation in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from cms.transfer.archive.gather import gather
from cms.transfer.families import find_parent


class Command(BaseCommand):
    """Writes an archive that `import_content` of another installation reads."""

    help = "Write pages, with everything they refer to, into one file. It may hold content that is not public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "page", nargs="?", help="path (/articles/) or number of the page to take, with all below it; default: all"
        )
        parser.add_argument("--to", required=True, type=Path, metavar="FILE.zip", help="the archive to write")
        parser.add_argument("--drafts", action="store_true", help="take what is not published, too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            top = find_parent(options["page"]) if options["page"] else None
            count = gather(top, options["to"], options["drafts"], self.stdout.write)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{count} records in {options['to']}, readable by you alone."))
