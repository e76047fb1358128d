"""Is this installation well? Each room registers what it can say about itself; `/healthz` asks them all."""

from collections.abc import Callable

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

HEALTH_PATH = "/healthz"
Check = Callable[[], str]
checks: dict[str, Check] = {}
logger = structlog.get_logger(__name__)


class Unwell(Exception):
    """Raised by a check; the message is shown to everybody who asks, so it holds no personal data."""


def register(name: str, check: Check) -> None:
    """Add a check, usually in an app's `ready()`.

    Args:
        name: its key in the answer.
        check: returns a phrase for the answer, or raises `Unwell` with the reason. It runs on every probe: one
            cheap query at most.
    """
    checks[name] = check


def examine(check: Check) -> dict[str, str]:
    try:
        return {"status": "ok", "detail": check()}
    except Unwell as reason:
        return {"status": "failing", "detail": str(reason)}
    except Exception:
        # A check that breaks is a failing check, whatever broke it; strangers are not told what.
        logger.exception("health check broke")
        return {"status": "failing", "detail": "the check itself failed"}


def report() -> dict[str, dict[str, str]]:
    """The result of every registered check, by name."""
    return {name: examine(check) for name, check in checks.items()}


def database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


class HealthAnswers:
    """Answers `/healthz` with 200, or with 503 when one check fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != HEALTH_PATH:
            return self.get_response(request)
        results = report()
        well = all(result["status"] == "ok" for result in results.values())
        answer = JsonResponse({"status": "ok" if well else "failing", "checks": results}, status=200 if well else 503)
        answer["Cache-Control"] = "no-store"
        # Whoever asks every few seconds knows already: no line about each 503.
        answer._has_been_logged = True  # type: ignore[attr-defined]  # a private flag of Django
        return answer


register("database", database_answers)
