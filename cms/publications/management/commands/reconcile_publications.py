"""`manage.py reconcile_publications`: bring documents and changes up to date, or say what is not."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from cms.publications.healing import mark_differences
from cms.publications.models import RenderFailure
from cms.publications.reconcile import read, reconcile_all, reconcile_pending
from cms.publications.staleness import everything
from cms.publications.subjects import Subject


class Command(BaseCommand):
    """Without options: drain the marks and heal liveness, paths and audiences."""

    help = "Bring the published documents up to date with the content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="render and compare every object, marked or not")
        parser.add_argument("--check", action="store_true", help="change nothing; list what differs and exit with 1")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        elif options["all"]:
            self._compare_everything()
        else:
            mark_differences()
            self.stdout.write(f"{_drain()} stale objects compared.")
        failures = RenderFailure.objects.count()
        if failures:
            raise CommandError(f"{failures} objects could not be rendered; see Reports › Stale publications.")

    def _compare_everything(self) -> None:
        subjects = everything()
        changes = reconcile_all(subjects)
        self.stdout.write(f"{len(subjects)} objects compared, {changes} changes appended.")

    def _check(self) -> None:
        differing = [line for subject in everything() for line in _differences(subject)]
        for line in differing:
            self.stdout.write(line)
        if differing:
            raise CommandError(f"{len(differing)} differences between content and publications.")
        self.stdout.write("Publications agree with the content.")


def _differences(subject: Subject) -> list[str]:
    reading = read(subject)
    named = f"{subject.kind} {subject.object_id}"
    return [f"{named}: would be {fact.action} ({fact.cause})" for fact in reading.facts] + [
        f"{named}: document missing for {key[1]}" for key in reading.missing_documents()
    ]


def _drain() -> int:
    total = 0
    while looked_at := reconcile_pending():
        total += looked_at
    return total
