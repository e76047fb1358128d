"""The version that a proxy in front reads."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from cms.publications import edge
from cms.publications.models import Head
from cms.publications.tasks import heal
from cms.publications.withdrawal import withdraw
from tests.cms.api.factories import document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder that the proxy reads, with a version."""
    settings.EDGE_FOLDER = str(tmp_path / "edge")
    edge.renew()
    return tmp_path / "edge"


def version(folder: Path) -> Path:
    """As nginx resolves it: the link has to lead somewhere."""
    return (folder / "version").resolve(strict=True)


def renew_and_close(_: int) -> None:
    edge.renew()
    connection.close()


def test_no_version_comes_twice(folder: Path) -> None:
    """Each renewal leads to a new folder; the one before stays for whoever is reading the link."""
    versions = [version(folder)]
    for _ in range(3):
        edge.renew()
        versions.append(version(folder))
    assert len(set(versions)) == 4
    assert sorted(path for path in folder.iterdir() if not path.is_symlink()) == sorted(versions[-2:])


def test_many_renew_at_once(folder: Path) -> None:
    """Whoever is last, the link leads to a folder that is there."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(renew_and_close, range(64)))
    assert version(folder).is_dir()


def test_what_is_not_committed_changes_nothing(folder: Path) -> None:
    """A withdrawal renews the version when it is committed, not before, and not when it is taken back."""
    stood, shown = version(folder), document()
    with transaction.atomic():
        withdraw(type(shown).objects.filter(pk=shown.pk))
        assert version(folder) == stood
        transaction.set_rollback(True)
    assert version(folder) == stood
    withdraw(type(shown).objects.filter(pk=shown.pk))
    assert version(folder) != stood


def test_withdrawing_nothing_changes_nothing(folder: Path) -> None:
    """Saving a draft of what nobody can read leaves everything kept."""
    stood = version(folder)
    withdraw(type(document()).objects.none())
    assert version(folder) == stood


def test_what_a_dead_process_left_is_made_good(folder: Path) -> None:
    """The next healing renews the version after a change that nobody told of, and only then."""
    heal()
    stood = version(folder)
    heal()
    assert version(folder) == stood
    Head.objects.update_or_create(pk=1, defaults={"sequence": 77})
    heal()
    assert version(folder).name.startswith("77-")


def test_a_folder_that_cannot_be_written_breaks_no_save(folder: Path, settings: Settings) -> None:
    """The withdrawal stands; healing says what is wrong until it is mended."""
    settings.EDGE_FOLDER = str(version(folder) / "file" / "edge")
    (version(folder) / "file").touch()
    shown = document()
    withdraw(type(shown).objects.filter(pk=shown.pk))
    assert not type(shown).objects.exists()
    with pytest.raises(OSError, match="file"):
        edge.keep_up()


def test_a_trial_leaves_everything_as_it_was(folder: Path) -> None:
    """Trying whether the folder can be written renews nothing; one that is not there yet is made."""
    stood, before = version(folder), sorted(folder.iterdir())
    edge.try_folder()
    assert (version(folder), sorted(folder.iterdir())) == (stood, before)
    shutil.rmtree(folder)
    edge.try_folder()
    assert list(folder.iterdir()) == []


def test_a_trial_that_died_is_no_hindrance(folder: Path) -> None:
    """What a process has left that ended within its trial is taken up by the next."""
    (folder / "trial").mkdir()
    edge.try_folder()
    assert not (folder / "trial").exists()


def test_without_a_proxy_nothing_is_written(settings: Settings) -> None:
    """An installation that has none has no folder either."""
    settings.EDGE_FOLDER = ""
    with transaction.atomic():
        edge.renew_after_commit()
        assert not transaction.get_connection().run_on_commit
    edge.keep_up()
