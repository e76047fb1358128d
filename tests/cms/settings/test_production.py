"""Production says what it needs and passes Django's own deployment checks."""

import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from tests.ops.programs import run

CHECK = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]


@pytest.fixture
def complete(tmp_path: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "MERIDIAN_DATA_DIR": str(tmp_path),
        "SECRET_KEY": get_random_secret_key(),
        "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "cms.example.org",
        "ADMIN_BASE_URL": "https://cms.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'meridian.sqlite3'}",
    }


def test_a_complete_environment_passes_every_check(complete: dict[str, str]) -> None:
    """`check --deploy` finds nothing, not even a warning."""
    done = run(CHECK, complete)
    assert done.returncode == 0, done.stderr


def test_a_folder_that_the_proxy_could_not_trust_is_named(complete: dict[str, str], tmp_path: Path) -> None:
    """`check --deploy` says which folder cannot be written, why, and what to do; one that can be written passes."""
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "edge"
    done = run(CHECK, {**complete, "EDGE_FOLDER": str(folder)})
    assert done.returncode != 0
    assert f"EDGE_FOLDER, {folder}, cannot be written: Not a directory" in done.stderr
    assert "HINT: Let the account that runs web and workers write there" in done.stderr
    done = run(CHECK, {**complete, "EDGE_FOLDER": str(tmp_path / "edge")})
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_a_missing_value_is_named(complete: dict[str, str], name: str) -> None:
    """Without one of its values production does not start, and says which one is missing."""
    del complete[name]
    done = run(CHECK, complete)
    assert done.returncode != 0
    assert f"Set {name} in the environment" in done.stderr


def test_an_origin_without_its_scheme_is_refused(complete: dict[str, str]) -> None:
    """It would let nobody in."""
    done = run(CHECK, {**complete, "API_CORS_ORIGINS": "https://www.example.org, www.example.net"})
    assert done.returncode != 0
    assert "www.example.net" in done.stderr
    assert "https://www.example.org" not in done.stderr
