"""What the commands that import pages have in common."""

import json
from abc import abstractmethod
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string

from cms.transfer.drafts import Import
from cms.transfer.families import FAMILIES, find_parent
from cms.transfer.found import FoundPage
from cms.transfer.pictures import Fetch, Pictures
from cms.transfer.report import FAILED, Outcome


class ImportCommand(BaseCommand):
    """Reads pages from somewhere, makes drafts of them, and reports; a subclass knows how to read."""

    default_type = "articles"
    type_help = "What the pages become."
    folder: Path | None = None
    base = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--type", choices=FAMILIES, default=self.default_type, help=self.type_help)
        parser.add_argument("--parent", help="The page to put them below: its number, or its path on the default site.")
        parser.add_argument("--create-people", action="store_true", help="Make people of authors who are unknown here.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Also write the report here, as JSON.")
        parser.add_argument("--dry-run", action="store_true", help="Only report; pictures are not looked at.")

    @abstractmethod
    def read(self, **options: Any) -> list[FoundPage]:
        """The pages.

        Raises:
            OSError, ValueError: they cannot be read.
        """

    @property
    def fetch(self) -> Fetch:
        """The way to the web, which settings name: no room of the CMS has one of its own."""
        fetch: Fetch = import_string(settings.FETCH)
        return fetch

    def handle(self, *args: Any, **options: Any) -> None:
        self.outcomes: list[Outcome] = []
        family = FAMILIES[options["type"]]
        try:
            parent = find_parent(options["parent"]) if options["parent"] else None
            pages = self.read(**options)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if parent and not family.may_stand_below(parent):
            raise CommandError(f"{parent} cannot hold {family.page._meta.verbose_name_plural}.")
        pictures = None if options["dry_run"] else Pictures(self.folder, self.base, self.fetch)
        self._keep(Import(parent, pictures, create_people=options["create_people"]), pages, options)

    def tell(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        for line in outcome.lines():
            self.stdout.write(line)

    def _keep(self, run: Import, pages: list[FoundPage], options: dict[str, Any]) -> None:
        if options["dry_run"]:
            with transaction.atomic():
                self._tell_all(run, pages)
                transaction.set_rollback(True)
        else:
            self._tell_all(run, pages)
        if options["report"]:
            rows = [outcome.as_json() for outcome in self.outcomes]
            options["report"].write_text(json.dumps(rows, indent=2, ensure_ascii=False), encoding="utf-8")
        counts = Counter(outcome.what for outcome in self.outcomes)
        told = ", ".join(f"{count} {what}" for what, count in counts.items()) or "No page was found"
        self.stdout.write(
            self.style.SUCCESS(f"{told}. {'Nothing was kept' if options['dry_run'] else 'Nothing was published'}.")
        )
        if counts[FAILED]:
            raise CommandError(f"{counts[FAILED]} could not be imported.")

    def _tell_all(self, run: Import, pages: list[FoundPage]) -> None:
        for outcome in run.keep(pages):
            self.tell(outcome)
