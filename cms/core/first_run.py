"""What an empty installation needs before it starts; everything here changes nothing the second time."""

import secrets
from collections.abc import Callable, Mapping
from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ADMIN = "admin"


class Counted(StringIO):
    """Where `migrate` writes to: tells now and then how many migrations are applied."""

    def __init__(self, total: int, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.total, self.show, self.applied = total, tell, 0

    def write(self, text: str) -> int:
        if "OK" in text:
            self.applied += 1
            if self.applied % 50 == 0:
                self.show(f"{self.applied} of {self.total} migrations")
        return len(text)


def migrate(tell: Callable[[str], None]) -> None:
    """Bring the database up to date; quick when it is."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        tell(f"Preparing the database: {pending} migrations")
        call_command("migrate", interactive=False, stdout=Counted(pending, tell), no_color=True)


def fill(steps: Mapping[str, str], tell: Callable[[str], None]) -> str | None:
    """Run the commands of the first run, then make the admin user; does nothing once there is a user.

    Args:
        steps: management commands, each repeatable, with what to tell while it runs.
        tell: shows one line of progress.

    Returns:
        The new admin's password, or None when this is not the first run.
    """
    if get_user_model().objects.exists():
        return None
    for command, description in steps.items():
        tell(description)
        call_command(command)
    password = secrets.token_urlsafe(12)
    get_user_model().objects.create_superuser(ADMIN, f"{ADMIN}@example.org", password)
    return password
