"""An installation that is started at another address than the last time: what points to the old one follows."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.core.management import CommandError, call_command

# An address as it is at this start, the commands that make everything else follow, and what to tell meanwhile.
Move = tuple[str, Sequence[str], str]


def follow(moves: Mapping[str, Move], memory: Path, tell: Callable[[str], None]) -> None:
    """Run the commands of every address that is not the one remembered; does nothing when all are.

    Args:
        moves: by name; the commands have their options with them and may be repeated. One that fails is told and
            stops nothing: it says itself where its reasons can be seen.
        memory: the file that keeps the addresses from one start to the next.
        tell: shows one line of progress.
    """
    before = json.loads(memory.read_text()) if memory.exists() else {}
    for name, (address, commands, description) in moves.items():
        if before.get(name) != address:
            tell(description)
            _run(commands, tell)
    remember(moves, memory)


def remember(moves: Mapping[str, Move], memory: Path) -> None:
    """Keep the addresses for the next start."""
    memory.write_text(json.dumps({name: address for name, (address, _commands, _description) in moves.items()}))


def _run(commands: Sequence[str], tell: Callable[[str], None]) -> None:
    for command in commands:
        try:
            call_command(*command.split())
        except CommandError as error:
            tell(str(error))
