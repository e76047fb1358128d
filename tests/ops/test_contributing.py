"""A content type, a facet and a filter were added by following CONTRIBUTING.md to the letter, and nothing else."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import prepared_database
from tests.hostile_server import HostileServer, Visit
from tests.ops.newcomer import contributing
from tests.ops.programs import ROOT, run

pytestmark = pytest.mark.xdist_group("newcomer")
PROGRAM = "from tests.ops.newcomer.publish import everything; everything({!r})"


@dataclass(frozen=True)
class Outcome:
    """What became of it.

    Args:
        house: the copy of the project.
        written: the files that the page names.
        answers: status and text, by what was asked.
        heard: the bodies of webhooks.
        form: the editor's form.
        refused: the fields at which a forbidden claim was refused.
    """

    house: Path
    written: list[Path]
    answers: dict[str, tuple[int, str]]
    heard: list[dict[str, Any]]
    form: str
    refused: list[str]

    def told(self, name: str) -> Any:
        status, text = self.answers[name]
        assert status == 200, text
        return json.loads(text)

    def titles(self, name: str) -> list[str]:
        return [item["title"] for item in self.told(name)["items"]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One run of everything."""
    house, data = tmp_path_factory.mktemp("house"), tmp_path_factory.mktemp("data")
    written = contributing.follow(house)
    prepared_database.sqlite(data / "meridian.sqlite3")
    heard: list[dict[str, Any]] = []

    def listen(visit: Visit) -> None:
        heard.append(json.loads(visit.request().partition(b"\r\n\r\n")[2]))
        visit.say(b"HTTP/1.1 204 No Content\r\n\r\n")

    with HostileServer(listen) as kitchen:
        shell = [sys.executable, "-P", "-m", "django", "shell", "--no-imports", "-c"]
        done = run([*shell, PROGRAM.format(kitchen.url("/"))], environment(house, data))
    assert done.returncode == 0, done.stderr
    return Outcome(house, written, heard=heard, **json.loads(done.stdout))


def environment(house: Path, data: Path) -> dict[str, str]:
    """The copy is the project, but for the tests."""
    path = os.pathsep.join(map(str, (house, ROOT)))
    return {"PYTHONPATH": path, "MERIDIAN_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "cms.settings.test"}


def test_the_page_names_every_file_that_is_touched(outcome: Outcome) -> None:
    """Two new files and two lines in files that are there, besides the migration that Django writes."""
    names = [str(path.relative_to(outcome.house)) for path in outcome.written]
    assert names == ["cms/recipes/apps.py", "cms/recipes/models.py", "cms/settings/base.py", "cms/api/filters.py"]
    assert [path.name for path in (outcome.house / "cms/recipes/migrations").glob("0*.py")] == ["0001_initial.py"]


def test_what_is_written_keeps_the_house_style(outcome: Outcome) -> None:
    """The files of the example pass the linter and are formatted as `make lint` wants them."""
    config = ["--config", str(ROOT / "pyproject.toml")]
    for command in (["check"], ["format", "--check"]):
        asked = [sys.executable, "-m", "ruff", *command, *config, *map(str, outcome.written)]
        judged = subprocess.run(asked, capture_output=True, text=True, cwd=outcome.house, check=False)
        assert judged.returncode == 0, judged.stdout + judged.stderr


def test_the_api_lists_and_shows_it(outcome: Outcome) -> None:
    """A list of its own, the list of everything, and the whole document with its own fields."""
    assert outcome.titles("list") == outcome.titles("among all") == ["Ginger soup"]
    assert outcome.told("list")["items"][0]["course"] == "main"
    detail = outcome.told("detail")
    assert (detail["type"], detail["course"], detail["minutes"]) == ("recipes", "main", 25)


def test_the_description_names_it(outcome: Outcome) -> None:
    """OpenAPI has its addresses, its schema and its filters with the words that they know."""
    description = outcome.told("schema")
    assert description["components"]["schemas"]["RecipeDocument"]["properties"]["course"]["enum"] == ["starter", "main"]
    parameters = {each["name"]: each for each in description["paths"]["/api/v1/recipes/"]["get"]["parameters"]}
    assert parameters["course"]["schema"]["items"]["enum"] == ["main", "starter"]
    assert parameters["title_begins"]["description"] == "Only what has a title that begins like this."


def test_its_facet_narrows_lists(outcome: Outcome) -> None:
    """The facet works on its own list and on that of everything."""
    assert outcome.titles("facet") == outcome.titles("facet among all") == ["Ginger soup"]
    assert outcome.titles("other facet") == []


@pytest.mark.parametrize("name, parameter", [("unknown value", "course"), ("unknown parameter", "colour")])
def test_what_it_does_not_know_is_refused(outcome: Outcome, name: str, parameter: str) -> None:
    """A word outside the vocabulary and a parameter that nobody declared are each a 400 that names it."""
    status, text = outcome.answers[name]
    assert status == 400
    assert [error["parameter"] for error in json.loads(text)["errors"]] == [parameter]


def test_a_filter_is_one_entry(outcome: Outcome) -> None:
    """The entry narrows every list."""
    assert outcome.titles("filter") == ["Ginger soup"]
    assert outcome.titles("filter in vain") == []


def test_changes_and_feeds_tell_of_it(outcome: Outcome) -> None:
    """The changes feed has its publication, and readers of feeds may narrow to it by type and facet."""
    assert [(change["type"], change["action"]) for change in outcome.told("changes")["items"]] == [
        ("recipes", "published")
    ]
    assert outcome.titles("feed") == ["Ginger soup"]
    assert outcome.titles("feed of the other facet") == []


def test_webhooks_carry_it(outcome: Outcome) -> None:
    """Whoever listens gets the whole document."""
    (message,) = [message for message in outcome.heard if "Ginger soup" in json.dumps(message)]
    assert '"minutes": 25' in json.dumps(message)


def test_editors_find_it_with_its_rules(outcome: Outcome) -> None:
    """The form has its fields, and a claim that no page may make is refused at its field."""
    assert all(f'name="{name}"' in outcome.form for name in ("course", "minutes", "summary", "medical_reviewer"))
    assert outcome.refused == ["summary"]


def test_it_has_a_plain_page(outcome: Outcome) -> None:
    """The page behind the gate shows its facts."""
    status, html = outcome.answers["plain page"]
    assert status == 200
    assert all(words in html for words in ("Ginger soup", "Warm and quick.", "<dd>Main</dd>", "<dd>25</dd>"))
