"""Archives come from anybody: each of these is refused with its reason, and leaves nothing behind."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core.models import Reference
from cms.transfer.archive.container import FILE
from cms.transfer.models import Arrival
from tests.cms.content import article, published, reference
from tests.cms.transfer.archive.installations import Members, empty, exported, rewritten, with_record
from tests.flows.publishing.world import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with an article, its image and a reference; this installation is empty."""
    page = article(title="Pressing", image=picture(), image_alt="Teal", body=[("references", [reference()])])
    published(page)
    path = exported(tmp_path / "a.zip")
    empty()
    return path


def with_text(html: str) -> Callable[[Members], None]:
    paragraph = {"type": "paragraph", "value": html, "id": "x"}
    return with_record("articlepage", lambda record: record["live"]["body"].append(paragraph))


def with_manifest(**values: Any) -> Callable[[Members], None]:
    def rewrite(members: Members) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **values}).encode()

    return rewrite


def replace_file(members: Members) -> None:
    name = next(name for name in members if FILE.fullmatch(name))
    members[name] = b"something else"


def left_behind() -> tuple[Any, ...]:
    rows: list[type[Model]] = [Page, Reference, get_image_model(), Arrival]
    files = sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    return tuple(model._default_manager.count() for model in rows), files


HOSTILE = {
    "climbs out": (lambda m: m.update({"../evil.txt": b"x"}), "do not belong"),
    "absolute": (lambda m: m.update({"/etc/evil": b"x"}), "do not belong"),
    "bomb": (lambda m: m.update({f"files/{'a' * 64}": bytes(50_000_000)}), "unpacks to far more"),
    "no manifest": (lambda m: m.pop("manifest.json"), "no archive of Meridian"),
    "other format": (with_manifest(format="other"), "no archive of Meridian"),
    "newer format": (with_manifest(format_version=2, meridian="9.9"), "format 2, made by Meridian 9.9"),
    "no json": (lambda m: m.update({"content.jsonl": b"{"}), "Line 1 of the content is no JSON"),
    "deep json": (lambda m: m.update({"content.jsonl": b"[" * 100_000}), "is no JSON"),
    "no object": (lambda m: m.update({"content.jsonl": b"[]"}), "is no object"),
    "incomplete": (lambda m: m.update({"content.jsonl": b"{}"}), "is incomplete"),
    "file changed": (replace_file, "was changed after"),
    "file missing": (lambda m: [m.pop(name) for name in [*m] if FILE.fullmatch(name)], "is missing"),
    "unknown type": (
        with_record("articlepage", lambda r: r.update(model="recipes.recipepage")),
        "type recipes.recipepage",
    ),
    "accounts": (with_record("articlepage", lambda r: r.update(model="users.user")), "type users.user"),
    "unknown field": (
        with_record("articlepage", lambda r: r["live"].update(mood="good")),
        "field “mood” of articles.ArticlePage",
    ),
    "unknown block": (
        with_record("articlepage", lambda r: r["live"]["body"].append({"type": "chart", "value": 1, "id": "x"})),
        "block “chart”",
    ),
    "script": (with_text("<p>a<script>alert(1)</script></p>"), "markup <script>"),
    "handler": (with_text('<p onclick="alert(1)">a</p>'), "onclick= of <p>"),
    "script address": (with_text('<p><a href="java\nscript:alert(1)">a</a></p>'), "an address like"),
    "wrong kind": (with_record("articlepage", lambda r: r.update(live=["x"])), "of another kind"),
    "wrong value": (with_record("articlepage", lambda r: r["live"].update(body=5)), "holds what it cannot"),
    "wrong date": (with_record("articlepage", lambda r: r["live"].update(reviewed_on="soon")), "reviewed_on|soon"),
    "bare row": (with_record("reference", lambda r: r["live"].update(csl={"type": "book"})), "title of the work"),
    "language": (with_manifest(locales=["en", "xx"]), "language “xx”"),
    "twice": (lambda m: m.update({"content.jsonl": m["content.jsonl"] * 2}), "two records of one row"),
    "no picture": (
        with_record("customimage", lambda r: r["file"].update(name="x.exe")),
        "Not a supported image format",
    ),
}


@pytest.mark.parametrize("change, message", HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_and_leaves_nothing(archive: Path, change: Any, message: str) -> None:
    """The reason is told in words, no row is there, and no file."""
    rewritten(archive, change)
    before = left_behind()
    with pytest.raises(CommandError, match=re.compile(message)):
        call_command("import_content", str(archive))
    assert left_behind() == before


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    """Any other file is told apart at once."""
    (tmp_path / "a.zip").write_text("no zip")
    with pytest.raises(CommandError, match="cannot be read as an archive"):
        call_command("import_content", str(tmp_path / "a.zip"))


def test_a_damaged_archive_is_refused(archive: Path) -> None:
    """Bytes that were lost or turned on the way are noticed before anything is written."""
    whole, before = archive.read_bytes(), left_behind()
    for damaged in (whole[: len(whole) // 2], whole[:60] + bytes(40) + whole[100:]):
        archive.write_bytes(damaged)
        with pytest.raises(CommandError, match=r"cannot be read|no JSON|was changed"):
            call_command("import_content", str(archive))
    assert left_behind() == before


def test_an_attempt_changes_nothing(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run tells what would come, and takes everything back, files included."""
    before = left_behind()
    call_command("import_content", str(archive), "--dry-run")
    assert "article page: created" in capsys.readouterr().out
    assert left_behind() == before


def test_an_archive_is_for_its_owner_alone(archive: Path) -> None:
    """It may hold what is for members: nobody else can read the file."""
    assert archive.stat().st_mode & 0o777 == 0o600
