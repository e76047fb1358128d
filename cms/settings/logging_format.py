"""How every process writes its log lines: for people in development, as JSON in production."""

from typing import Any

import structlog

from cms.settings.logged_errors import WithoutTexts, without_text

SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, as_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING: one handler to standard error, structlog and the standard library in one form.

    Args:
        as_json: one JSON object a line, without what errors say; otherwise columns for a terminal.
        level: the lowest level that is written.
    """
    structlog.configure(
        processors=[*SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": WithoutTexts if as_json else structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED_PROCESSORS,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering(as_json)],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["standard_error"], "level": level},
        # Django's own handlers would write the same lines a second time.
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": []},
            "celery": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
        },
    }


def rendering(as_json: bool) -> list[Any]:
    if as_json:
        return [structlog.processors.ExceptionRenderer(without_text), structlog.processors.JSONRenderer()]
    # Rich tracebacks print local variables, and with them whatever secret stands in one.
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
