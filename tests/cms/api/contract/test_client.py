"""A client in TypeScript: its types are made of the description, and it reads what is really served."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cms.articles.models import ArticleBody
from tests.cms.content import article, point, published, reference
from tests.cms.core.blocks.test_blocks import PLAIN_BLOCKS
from tests.flows.publishing.world import picture
from tests.services import NEVER, require

pytestmark = [pytest.mark.slow, pytest.mark.only_on("sqlite")]  # documents are the same bytes on every database
PROGRAMS = Path(__file__).parent / "client"


@pytest.fixture
def client_folder(tools: Path, description_file: Path, tmp_path: Path) -> Path:
    """The client beside its packages, with the types that are made for it."""
    folder = shutil.copytree(PROGRAMS, tmp_path / "client")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "node_modules").symlink_to(tools / "node_modules")
    call(folder, "node_modules/.bin/openapi-typescript", str(description_file), "-o", "api.d.ts")
    return folder


def call(folder: Path, program: str, *arguments: str) -> str:
    """What a program of Node says that must succeed."""
    command = [require("node"), program, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=NEVER)
    assert done.returncode == 0, done.stdout[:5000] + done.stderr[-2000:]
    return done.stdout


def bodies() -> list[tuple[str, Any]]:
    """A block of every type that an article may have."""
    above = published(point())
    linked = {"heading": "More", "pages": [above.pk]}
    links = {"references": [reference().pk], "claims": [], "page_links": linked, "points": linked}
    image = {"image": picture().pk, "alt": "A teal field", "caption": ""}
    return [*PLAIN_BLOCKS.items(), *links.items(), ("image", image)]


def test_it_compiles_strictly_and_reads_every_block(
    transactional_db: None, client_folder: Path, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    """It has a case for each type and none too many, and finds in each what its type promises."""
    settings.MEDIA_ROOT = tmp_path / "media"
    blocks = bodies()
    body = [{"type": kind, "value": value, "id": f"id-{kind}"} for kind, value in blocks]
    published(article(title="All of it", slug="all", body=json.dumps(body)))
    call_command("reconcile_publications", verbosity=0)
    call(client_folder, "node_modules/.bin/tsc", "--project", ".")
    read = json.loads(call(client_folder, "built/walk.js", live_server.url, "all"))
    assert {kind for kind, _value in blocks} == set(ArticleBody().child_blocks)
    assert [kind for kind, _words in read["blocks"]] == [kind for kind, _value in blocks]
    assert dict(read["blocks"])["page_links"] != ""
    assert (read["title"], read["missing"]) == ("All of it", 404)
