"""Development secrets are made once and kept."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from cms.settings.kept_secrets import kept_secret


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    """The second call returns the first one's secret."""
    numbers = count()
    first = kept_secret(tmp_path / "new" / "key", lambda: str(next(numbers)))
    assert kept_secret(tmp_path / "new" / "key", lambda: str(next(numbers))) == first == "0"


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    """The file is closed to other users of the machine."""
    kept_secret(tmp_path / "key", lambda: "secret")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    """However many ask at once, one secret is made and all get it."""
    numbers = count()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: kept_secret(tmp_path / "key", lambda: str(next(numbers))), range(64)))
    assert len(set(answers)) == 1
