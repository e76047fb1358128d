"""`manage.py import_content`: what another installation has exported."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from cms.transfer.archive.bring import bring
from cms.transfer.archive.records import Refused
from cms.transfer.families import find_parent


class Command(BaseCommand):
    """Creates and updates, never deletes; all of it or nothing."""

    help = "Bring in an archive that export_content has written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, metavar="FILE.zip")
        parser.add_argument("--below", metavar="PAGE", help="path or number of the page to put the topmost pages under")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and change nothing")
        parser.add_argument("--overwrite", action="store_true", help="replace what was edited here meanwhile, too")

    def handle(self, *args: Any, **options: Any) -> None:
        wishes = {"overwrite": options["overwrite"], "dry_run": options["dry_run"]}
        try:
            below = find_parent(options["below"]) if options["below"] else None
            report = bring(options["archive"], below=below, **wishes, tell=self.stdout.write)
        except (Refused, ValueError) as refusal:
            raise CommandError(f"Nothing was changed. {refusal}") from refusal
        for line in report.summary():
            self.stdout.write(line)
        self.stdout.write(self.style.SUCCESS("Nothing was changed." if options["dry_run"] else "Done."))
