"""`manage.py resume_deliveries`: say what happened to the database, so that something may be sent again."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.publications import continuity
from integrations.outbox.resumption import resume_as_copy, resume_as_restore

NOT_SUSPENDED = (
    "Deliveries are not suspended. If you have restored or copied something that could not be noticed (a snapshot of "
    "the whole machine), stop the workers and add --unnoticed."
)


class Command(BaseCommand):
    help = "Say what happened after a restored backup or a copied database was noticed; docs/operations.md explains."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--as-restore", action="store_true", help="A backup was restored; this installation goes on.")
        what.add_argument("--as-clone", action="store_true", help="This is a copy: the original goes on elsewhere.")
        parser.add_argument("--drop-secrets", action="store_true", help="With --as-clone: forget all credentials.")
        parser.add_argument("--unnoticed", action="store_true", help="Do it although nothing was noticed.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drop_secrets"] and not options["as_clone"]:
            raise CommandError("Credentials are dropped in a copy only: add --as-clone.")
        if continuity.intact() and not options["unnoticed"]:
            raise CommandError(NOT_SUSPENDED)
        done = resume_as_restore() if options["as_restore"] else resume_as_copy(drop_secrets=options["drop_secrets"])
        self.stdout.write("\n".join(f"{LINES[name]}: {count}" for name, count in asdict(done).items() if count))


LINES = {
    "sought": "Posts that are looked for first",
    "waiting": "Posts that wait for a decision",
    "canceled": "Messages called off",
    "resynced": "Receivers that are told to begin again",
    "closed": "Destinations closed",
}
