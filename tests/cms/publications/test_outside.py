"""What an installation keeps outside its database."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from cms.publications import outside


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of the test's own, empty."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


def test_the_identity_is_made_once() -> None:
    """However many processes ask at once, one name is made and stays."""
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: outside.identity(), range(32)))
    assert names == {outside.identity()}


def test_a_copied_folder_is_another_installation(data_folder: Path, settings: Settings) -> None:
    """The copy makes a name of its own and knows no generation; the original keeps both."""
    name = outside.identity()
    outside.remember(7)
    settings.DATA_DIR = shutil.copytree(data_folder, data_folder.with_name("copy"))
    copied = outside.identity()
    assert copied != name
    assert outside.generation(copied) == 0
    settings.DATA_DIR = data_folder
    assert (outside.identity(), outside.generation(name)) == (name, 7)


def test_a_folder_that_is_renamed_stays_who_it_was(data_folder: Path, settings: Settings) -> None:
    """What moves on its own disk is no copy."""
    name = outside.identity()
    settings.DATA_DIR = data_folder.rename(data_folder.with_name("moved"))
    assert outside.identity() == name


def test_the_setting_names_the_installation(settings: Settings) -> None:
    """Several machines of one installation are told who they are; no file is needed for that."""
    settings.INSTALLATION_ID = "ours"
    assert outside.identity() == "ours"
    outside.remember(3)
    assert outside.generation("ours") == 3


def test_a_generation_never_falls() -> None:
    """Processes that remember out of order leave the highest."""
    name = outside.identity()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(outside.remember, [5, 9, 2, 7, 8, 1]))
    assert outside.generation(name) == 9


@pytest.mark.parametrize("text", ["", "{name}", "{name} many", "other 9"])
def test_what_cannot_be_read_is_not_remembered(data_folder: Path, text: str) -> None:
    """A file that a crash has cut off, or that is another's, says nothing."""
    name = outside.identity()
    (data_folder / "installation" / "generation").write_text(text.format(name=name))
    assert outside.generation(name) == 0
