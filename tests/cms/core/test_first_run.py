"""The first run fills an empty installation, and no later run changes anything."""

import pytest
from django.contrib.auth import authenticate, get_user_model

from cms.core import first_run


@pytest.mark.django_db
def test_the_first_run_makes_an_admin_with_a_random_password() -> None:
    """The printed password opens the admin, and no two installations share one."""
    password = first_run.fill({}, tell=lambda line: None)
    admin = authenticate(username=first_run.ADMIN, password=password)
    assert admin is not None
    assert admin.is_superuser
    get_user_model().objects.all().delete()
    assert first_run.fill({}, tell=lambda line: None) != password


@pytest.mark.django_db
def test_later_runs_do_nothing() -> None:
    """As soon as there is a user, neither the commands run nor is an admin made."""
    get_user_model().objects.create_user("editor")
    assert first_run.fill({"no_such_command": "Never"}, tell=pytest.fail) is None
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_commands_run_before_the_admin_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first run that is interrupted begins anew: the admin, who marks it as done, comes last."""
    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(first_run, "call_command", lambda name: seen.append((name, get_user_model().objects.count())))
    first_run.fill({"load_demo": "Loading", "connect_sandbox": "Connecting"}, tell=lambda line: None)
    assert seen == [("load_demo", 0), ("connect_sandbox", 0)]
