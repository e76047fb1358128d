"""`/healthz` asks every registered check."""

import pytest
from django.test import Client
from pytest_django import Settings

from cms.core import health


@pytest.fixture(autouse=True)
def own_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that a test registers are forgotten with it."""
    monkeypatch.setattr(health, "checks", {"database": health.database_answers})


@pytest.mark.django_db
def test_a_well_installation_answers_200(client: Client) -> None:
    """With every check content the answer is 200 and names what was checked."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["checks"]["database"]["status"] == "ok"


@pytest.mark.django_db
def test_one_failing_check_makes_503(client: Client) -> None:
    """One check that raises Unwell makes the whole answer 503, with its reason; the others are still asked."""

    def late() -> str:
        raise health.Unwell("the oldest due delivery waits for an hour")

    health.register("deliveries", late)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["deliveries"]["detail"] == "the oldest due delivery waits for an hour"
    assert answer.json()["checks"]["database"]["status"] == "ok"


def test_a_broken_check_tells_strangers_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """What broke a check is written to the log lines and not to the answer."""

    def broken() -> str:
        raise ZeroDivisionError("private detail")

    assert health.examine(broken) == {"status": "failing", "detail": "the check itself failed"}
    assert "private detail" in caplog.text


@pytest.mark.django_db
def test_a_probe_needs_no_known_host(client: Client, settings: Settings) -> None:
    """A load balancer may ask by address and without TLS, also where both are otherwise refused."""
    settings.ALLOWED_HOSTS = ["cms.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200
