"""`manage.py up`: everything on one machine, in one terminal."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cms import loopback
from cms.core import first_run, moves
from cms.core.health import HEALTH_PATH
from cms.supervisor import AlreadyRunning, Supervisor


class Command(BaseCommand):
    help = "Prepare the database, then run web, worker and the rest under one supervisor until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor = Supervisor(settings.BASE_DIR, Path(settings.DATA_DIR), self.tell)
        try:
            supervisor.take_lifeline()
        except AlreadyRunning as error:
            raise CommandError(str(error)) from error
        self.refuse_taken_ports()
        first_run.migrate(self.tell)
        password = self.prepare()
        connections.close_all()
        self.tell(f"Starting {', '.join(settings.UP_PROCESSES)}")
        supervisor.start(settings.UP_PROCESSES)
        try:
            self.greet_when_ready(supervisor, password)
            supervisor.run()
        finally:
            self.tell("Stopping")
            supervisor.stop()
            self.tell("Stopped")

    def tell(self, line: str) -> None:
        self.stdout.write(f"  › {line}")
        self.stdout.flush()

    def prepare(self) -> str | None:
        """Fill an empty installation, or let an old one follow to new addresses; returns a new admin's password."""
        memory = Path(settings.DATA_DIR) / "addresses.json"
        if password := first_run.fill(settings.UP_FIRST_RUN, self.tell):
            moves.remember(settings.UP_MOVES, memory)
        else:
            moves.follow(settings.UP_MOVES, memory, self.tell)
        return password

    def refuse_taken_ports(self) -> None:
        for name, (port, variable) in settings.UP_PORTS.items():
            if not loopback.is_free(port):
                advice = f"Stop what uses it, or choose another: make run {variable}={port + 1}"
                raise CommandError(f"Port {port} ({name}) is in use. {advice}")

    def greet_when_ready(self, supervisor: Supervisor, password: str | None) -> None:
        """Greet, however late: the password is shown nowhere else."""
        port, _ = settings.UP_PORTS["web"]
        while not loopback.becomes_ready(port, HEALTH_PATH, meanwhile=supervisor.look_after):
            if supervisor.stopping:
                return
            self.tell("The site does not answer yet; what the processes wrote above may say why.")
        self.stdout.write("\n".join(greeting(password)))
        self.stdout.flush()


def greeting(password: str | None) -> list[str]:
    """The lines that say where things are, in a frame."""
    lines = ["Meridian is running. Ctrl-C stops it.", ""]
    lines += [f"{name:<9} {address}" for name, address in settings.UP_ADDRESSES.items()]
    if password:
        lines += ["", f"Log in as {first_run.ADMIN} with the password {password}", "It is shown this once: keep it."]
    else:
        lines += ["", f"Forgot the password? .venv/bin/python manage.py changepassword {first_run.ADMIN}"]
    width = max(map(len, lines))
    framed = [f"  │ {line:<{width}} │" for line in lines]
    return ["", f"  ┌{'─' * (width + 2)}┐", *framed, f"  └{'─' * (width + 2)}┘", ""]
