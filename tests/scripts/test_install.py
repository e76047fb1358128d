"""`scripts/install.py` installs a lock once."""

from pathlib import Path

import pytest

from scripts import install


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The locks that were installed; nothing is really installed."""
    installed: list[Path] = []
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setattr(install, "VENV", tmp_path)
    monkeypatch.setattr(install, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(install, "install", installed.append)
    return installed


def test_a_lock_is_installed_once(installed: list[Path]) -> None:
    """The second run with the same lock does nothing."""
    install.main("base")
    install.main("base")
    assert [lock.name for lock in installed] == ["base.txt"]


def test_a_changed_lock_is_installed_again(installed: list[Path], tmp_path: Path) -> None:
    """Whatever the stamp says, only the very lock that stands there counts as installed."""
    (tmp_path / "installed-base").write_text("the hash of another lock")
    install.main("base")
    assert len(installed) == 1


def test_no_lock_names_a_registry() -> None:
    """Requirements are found by their hashes wherever the machine gets its packages from."""
    for lock in (install.ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text()
