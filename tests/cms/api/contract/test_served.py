"""What is served keeps to the description: as we read it, and as Schemathesis does, which is none of ours."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.api.callers import Scope
from cms.api.openapi import description
from cms.articles.models import ArticlePage
from cms.publications.drafts import pages
from cms.publications.models import Document
from tests.cms.api.contract.there import There
from tests.cms.api.factories import api_key, group
from tests.cms.api.test_openapi import answer_schema, valid
from tests.cms.api.unfinished import unfinish
from tests.emptying import Beginning
from tests.foreign import foreign_python
from tests.ops.programs import environment
from tests.services import NEVER

# `make fuzz` asks for more of each address, for every border of every parameter, with another seed, on both databases.
FUZZ = "MAX_EXAMPLES" in os.environ
EXAMPLES, SEED = os.environ.get("MAX_EXAMPLES", "3"), os.environ.get("SEED", "1")
PHASES = "examples,coverage,fuzzing,stateful" if FUZZ else "examples,fuzzing"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", *["postgresql"] * FUZZ),
    pytest.mark.xdist_group("demonstration"),
]
RULES = Path(__file__).with_name("schemathesis_rules.py")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
    "only_what_depends_is_refused",
)
ALWAYS = (
    *("--checks", ",".join(CHECKS), "--continue-on-failure", "--no-color"),
    *("--generation-database", "none", "--request-timeout", str(NEVER)),
)
Ask = Callable[..., set[str]]


@pytest.fixture(scope="module")
def schemathesis(pytestconfig: pytest.Config) -> str:
    """The program, in an environment of its own."""
    return str(foreign_python("schemathesis", pytestconfig.cache.mkdir("foreign")).with_name("schemathesis"))


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: Beginning, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demonstration site, for all tests here, as it takes long to load; a page of it has moved, and every second
    one has a draft that is not finished."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        call_command("load_demo", verbosity=0)
        page = ArticlePage.objects.live().first()
        Redirect.add_redirect("/was/there", page, site=Site.objects.get(is_default_site=True))
        unfinish(page.specific for page in pages()[::2])
        call_command("reconcile_publications", verbosity=0)
        yield
        django_db_setup.restore()


@pytest.fixture
def db(demonstration: None) -> None:
    """The same database for all tests here, which only read, in place of an empty one for each."""


@pytest.fixture(scope="module")
def server(demonstration: None) -> Iterator[str]:
    """The address of a server."""
    running = LiveServer("localhost")
    yield running.url
    running.stop()


@pytest.fixture(scope="module")
def callers(demonstration: None) -> dict[str, dict[str, str]]:
    """What each caller shows."""
    member = api_key(Group.objects.get(name="Members"), scopes=Scope.values)
    return {"a stranger": {}, "a member": member[1], "somebody else": api_key(group("Others"))[1]}


@pytest.fixture(scope="module")
def described(callers: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The description, with values that lead to something."""
    editor = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    file = tmp_path_factory.mktemp("described") / "openapi.json"
    file.write_text(json.dumps(There(callers["a member"], editor).described(description())))
    return file


@pytest.fixture
def ask(schemathesis: str, described: Path, server: str, tmp_path: Path) -> Ask:
    """Lets it ask to the end, with some headers and options; returns the operations that gave what was asked for."""
    answers = tmp_path / "answers"

    def asking(headers: Mapping[str, str], *options: str) -> set[str]:
        shown = [part for name, value in headers.items() for part in ("--header", f"{name}:{value}")]
        command = [schemathesis, "run", str(described), "--url", server, *ALWAYS, *shown, *options]
        rules = {"SCHEMATHESIS_HOOKS": RULES.stem, "PYTHONPATH": str(RULES.parent), "ANSWERS": str(answers)}
        done = subprocess.run(
            command, env=environment(**rules), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
        told = map(json.loads, answers.read_text().splitlines())
        return {operation for operation, status in told if status < 300}

    return asking


@pytest.mark.parametrize("caller", ["a stranger", "a member", "somebody else"])
def test_everything_is_answered_as_described(ask: Ask, callers: dict[str, Any], caller: str) -> None:
    """No error of the server, no status, header, media type or member that is not described; nothing wrong is taken,
    and nothing right refused."""
    ask(callers[caller], "--phases", PHASES, "--max-examples", EXAMPLES, "--seed", SEED)


def test_whoever_may_read_everything_is_given_something_everywhere(ask: Ask, callers: dict[str, Any]) -> None:
    """What is asked for is there at every operation, so that the other tests read more than refusals."""
    given = ask(callers["a member"], "--phases", "examples,fuzzing", "--mode", "positive", "--max-examples", "1")
    assert given == {f"{method.upper()} {path}" for path, some in description()["paths"].items() for method in some}


def test_every_document_keeps_to_the_description() -> None:
    """Each one validates, and has exactly the members that some schema says it always has."""
    schemas = description()["components"]["schemas"]
    assert Document.objects.filter(kind="page").count() > 12
    for stored in Document.objects.all():
        body = json.loads(bytes(stored.body))
        valid(body, {"$ref": "#/components/schemas/Document"})
        assert any(set(body) == set(schema.get("required", ())) for schema in schemas.values()), stored


def test_every_list_keeps_to_the_description(client: Client) -> None:
    """As the public reads it: every list, the feed, what search finds and counts, and an error."""
    for path in description()["paths"]:
        if "{" not in path and "by-path" not in path:
            asked = "?q=point" if "/search/" in path else ""
            valid(client.get(f"{path}{asked}").json(), answer_schema(path))
    counted = client.get("/api/v1/search/?q=point&facets=type,region")
    valid(counted.json(), answer_schema("/api/v1/search/"))
    valid(client.get("/api/v1/articles/?colour=red").json(), {"$ref": "#/components/schemas/Problem"})
