import re
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Revision

from cms.publications.models import Change
from tests.cms.transfer.archive.installations import documents, empty, exported, imported, settle
from tests.flows.canary import Canary

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_demonstration_is_the_same_elsewhere(tmp_path: Path) -> None:
    """Brought into an empty installation, every document says what it said."""
    call_command("load_demo", verbosity=0)
    settle()
    archive, before = exported(tmp_path / "a.zip"), documents()
    empty()
    imported(archive)
    assert documents() == before != {}


def test_the_site_with_closed_pages_is_the_same_elsewhere(tmp_path: Path) -> None:
    """What members read is for members there too, and strangers hear of nothing else than before."""
    canary = Canary()
    archive, before = exported(tmp_path / "a.zip"), documents()
    empty()
    imported(archive)
    assert documents() == before != {}
    told = Change.objects.filter(audience="public").values_list("path", flat=True)
    assert not [path for path in told if canary.word in path]
    assert len(before) > len(canary.closed)


def test_the_same_archive_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No revision, no change and no file is added by a second import."""
    Canary()
    archive = exported(tmp_path / "a.zip", "--drafts")
    empty()
    imported(archive)
    before = [Revision.objects.count(), Change.objects.count(), sorted((tmp_path / "media").rglob("*"))]
    capsys.readouterr()
    call_command("import_content", str(archive))
    assert set(re.findall(r": (\w+)$", capsys.readouterr().out, re.MULTILINE)) == {"unchanged"}
    settle()
    assert [Revision.objects.count(), Change.objects.count(), sorted((tmp_path / "media").rglob("*"))] == before
