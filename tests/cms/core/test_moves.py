"""What pointed to an old address of this installation follows to the new one."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from wagtail.models import Site

from cms.core import moves


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that were run."""
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(moves, "call_command", lambda *command: ran.append(command))
    return ran


def test_only_what_has_moved_is_followed(ran: list[tuple[str, ...]], tmp_path: Path) -> None:
    """The commands of an address run when it is another one than at the last start, and not again."""
    memory, told = tmp_path / "memory", list[str]()
    both = {"site": ("a", ["publish --all"], "Publishing"), "sandbox": ("b", ["connect"], "Connecting")}
    moves.remember({**both, "site": ("old", [], "")}, memory)
    moves.follow(both, memory, told.append)
    moves.follow(both, memory, told.append)
    assert (ran, told) == ([("publish", "--all")], ["Publishing"])


def test_where_nothing_is_remembered_everything_follows(ran: list[tuple[str, ...]], tmp_path: Path) -> None:
    """An installation from before addresses were remembered is looked at once."""
    for _ in range(2):
        moves.follow({"site": ("a", ["publish"], "Publishing")}, tmp_path / "memory", lambda line: None)
    assert ran == [("publish",)]


def test_a_command_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The start goes on: a page that cannot be rendered keeps nobody from the admin, where it is corrected."""
    told: list[str] = []

    def fail(*command: str) -> None:
        raise CommandError("2 objects could not be rendered")

    monkeypatch.setattr(moves, "call_command", fail)
    moves.follow({"site": ("a", ["publish"], "Publishing")}, tmp_path / "memory", told.append)
    assert told == ["Publishing", "2 objects could not be rendered"]


@pytest.mark.django_db
@pytest.mark.parametrize("host, after", [("localhost", ("localhost", 9000)), ("example.org", ("example.org", 80))])
def test_the_default_site_follows_unless_it_has_a_name(settings: Settings, host: str, after: tuple[str, int]) -> None:
    """What `make run` has set up follows; a host that an editor has chosen stays."""
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:9000"
    Site.objects.filter(is_default_site=True).update(hostname=host, port=80)
    call_command("move_default_site")
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == after
