"""Reading what an installation must say for itself."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The environment variable `name`; raises ImproperlyConfigured when it is missing or empty."""
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"Set {name} in the environment: production has no default for it.")


def listed(value: str) -> list[str]:
    """The parts of a comma-separated value."""
    return [part.strip() for part in value.split(",") if part.strip()]
